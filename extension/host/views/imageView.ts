import * as path from "node:path";
import * as vscode from "vscode";
import type { DatasetChange, FilesChange } from "../datasets/datasetChange";
import type { DatasetFolder } from "../datasets/datasetFolder";
import type { Datasets } from "../datasets/datasets";
import { stateFile } from "../datasets/labelStates";
import { UnsavedTabs, isUnsaved } from "../workbench/tabs";
import { DatasetTree, type Leaves, type Row } from "./datasetTree";
import { imageLeaves } from "./imageLeaves";
import { progressText } from "./imageState";

/** The key of what is kept about the filter, and of the condition that menus see. */
const filterKey = "seg.images.onlyUnlabelled";

/** The view "Images": what is labelled and what is not, and the way to each image. */
export class ImageView implements vscode.Disposable {
  private readonly leaves: Leaves<string>;
  private readonly tree: DatasetTree<string>;
  private readonly view: vscode.TreeView<Row<string>>;
  private readonly disposables: vscode.Disposable[];
  private readonly unsavedTabs = new UnsavedTabs();
  private readonly unsavedImages = new Set<string>();

  constructor(
    private readonly datasets: Datasets,
    private readonly state: vscode.Memento,
  ) {
    this.leaves = imageLeaves(datasets, () => this.isFiltered);
    this.tree = new DatasetTree(datasets, this.leaves);
    this.view = vscode.window.createTreeView("seg.images", { treeDataProvider: this.tree });
    this.disposables = [
      this.view,
      datasets.onDidChange((change) => void this.follow(change).catch(() => this.refresh())),
      this.unsavedTabs,
      this.unsavedTabs.onDidChange((image) => void this.followLabels(image)),
      this.view.onDidChangeVisibility(() => void this.revealActive()),
      vscode.window.tabGroups.onDidChangeTabs(() => void this.revealActive()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => void this.revealActive()),
    ];
    this.setFilterContext();
    this.refresh();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Shows only what is not labelled, or all. */
  filter(isOn: boolean): void {
    void this.state.update(filterKey, isOn);
    this.setFilterContext();
    this.refresh();
  }

  private setFilterContext(): void {
    void vscode.commands.executeCommand("setContext", filterKey, this.isFiltered);
  }

  private get isFiltered(): boolean {
    return this.state.get(filterKey, false);
  }

  private refresh(): void {
    this.tree.refresh();
    void this.describe();
  }

  /** A mask that comes or goes changes one row: to list ten thousand images again would take a second. */
  private async follow(change: DatasetChange): Promise<void> {
    if (change.part === "models") return;
    const images = change.part === "masks" && !this.isFiltered ? await this.imagesOf(change) : null;
    if (images === null) return this.refresh();
    for (const image of images) await this.refreshImage(vscode.Uri.file(image));
    await this.describe();
  }

  /** The images of a few masks; null where more than these may have changed. */
  private async imagesOf({ folder, files }: FilesChange): Promise<string[] | null> {
    const dataset = (await this.datasets.all()).find((found) => found.folder === folder)?.dataset;
    if (!dataset || files.length > 10 || files.some((file) => path.dirname(file) !== dataset.masksFolder)) return null;
    const masks = new Set(files);
    return (await this.datasets.images(dataset)).files.filter((image) => {
      const mask = dataset.maskPath(image);
      return masks.has(mask) || masks.has(stateFile(mask));
    });
  }

  private async describe(): Promise<void> {
    const found = (await this.datasets.all()).flatMap(({ dataset }) => dataset ?? []);
    // Why a folder cannot be listed is shown in place of its rows.
    const read = await Promise.allSettled(found.map((dataset) => this.datasets.images(dataset)));
    const lists = read.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
    const labelled = sum(lists.map(({ labelledCount }) => labelledCount));
    const inProgress = sum(lists.map(({ inProgressCount }) => inProgressCount));
    const images = sum(lists.map(({ files }) => files.length));
    this.view.description = found.length === 0 ? "" : progressText(labelled, inProgress, images);
  }

  private async followLabels(image: vscode.Uri): Promise<void> {
    const isNow = isUnsaved(image);
    if (isNow === this.unsavedImages.has(image.fsPath)) return;
    if (isNow) this.unsavedImages.add(image.fsPath);
    else this.unsavedImages.delete(image.fsPath);
    const dataset = await this.datasetOf(image);
    if (dataset !== null) this.datasets.touch(dataset.maskPath(image.fsPath));
    await this.refreshImage(image);
  }

  private async refreshImage(image: vscode.Uri): Promise<void> {
    const dataset = await this.datasetOf(image);
    if (dataset !== null) this.tree.refresh(this.tree.row(image.fsPath, dataset));
  }

  /** Selects the image that is being labelled. */
  private async revealActive(attempts = 3): Promise<void> {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!this.view.visible || !(input instanceof vscode.TabInputCustom)) return;
    const file = input.uri.fsPath;
    const dataset = await this.datasetOf(input.uri);
    if (dataset === null || !(await this.leaves.of(dataset)).includes(file)) return;
    try {
      await this.view.reveal(this.tree.row(file, dataset), { select: true, focus: false });
    } catch {
      // VS Code rejects it while it is still loading the rows.
      if (attempts > 1) setTimeout(() => void this.revealActive(attempts - 1), 300);
    }
  }

  private async datasetOf(image: vscode.Uri): Promise<DatasetFolder | null> {
    const found = await this.datasets.all();
    return found.find(({ dataset }) => dataset?.contains(image.fsPath))?.dataset ?? null;
  }
}
