import * as path from "node:path";
import * as vscode from "vscode";
import type { MaskChoice, Preferences } from "../../shared/label/messages";
import type { Rect } from "../../shared/label/rect";
import { DatasetFolder } from "../datasets/datasetFolder";
import type { Direction } from "../datasets/imageList";
import type { Rankings } from "../models/rankings";
import type { TrainedModel, TrainedModels } from "../models/trainedModels";
import type { Services } from "../services";
import { PictureSources, hasPages } from "../panels/pictureSource";
import { changeClasses, nameClasses, saveAll } from "./classEditing";
import type { DocumentDependencies } from "./imagePlace";
import type { LabelDocument } from "./labelDocument";
import { isUnsaved, tabOf, openToLabel } from "../workbench/tabs";
import type { LabelPanelDependencies, LabelPanel } from "./labelPanel";
import { askAboutLabels } from "./labelledPage";
import { readClass, readPreferences, writeClass, writePreferences } from "./preferences";

/** The images that are open to be labelled, and what they ask for that concerns more than one of them. */
export class LabelPanels implements LabelPanelDependencies, DocumentDependencies {
  readonly views = new Set<LabelPanel>();
  readonly pictures: PictureSources;
  private preferences: Preferences;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly seg: Services,
    private readonly models: TrainedModels,
    private readonly rankings: Rankings,
  ) {
    this.pictures = new PictureSources(seg, context);
    this.preferences = readPreferences(context.globalState);
  }

  datasetOf(image: vscode.Uri): Promise<DatasetFolder | null> {
    return this.seg.datasets.of(image);
  }

  datasetAround(image: vscode.Uri): Promise<DatasetFolder | null> {
    return this.seg.datasets.around(image);
  }

  async finishClasses(folder: string): Promise<void> {
    await this.seg.server.request("dataset/read", { folder });
  }

  /** What the hand has set in the last image, with the class that was chosen last in this one's dataset. */
  preferencesFor({ dataset }: LabelDocument): Preferences {
    return { ...this.preferences, value: readClass(this.context.globalState, dataset) };
  }

  keepPreferences({ dataset }: LabelDocument, preferences: Preferences): void {
    this.preferences = preferences;
    void writePreferences(this.context.globalState, preferences);
    if (dataset !== null) void writeClass(this.context.globalState, dataset, preferences.value);
  }

  async labelPage({ dataset }: LabelDocument, page: number): Promise<void> {
    if (dataset === null) throw new Error("Name the classes first; then a page can be chosen.");
    const { folder } = dataset;
    const stacks = this.documentsOf(folder).filter(({ uri }) => hasPages(uri.fsPath));
    await saveAll(stacks, "the page was not changed");
    const keepsLabels = await askAboutLabels(dataset, page);
    if (keepsLabels === null) return;
    await this.seg.server.request("dataset/page", { folder, page, keepsLabels });
    await Promise.all(stacks.map((document) => document.revert()));
  }

  async saveClasses(
    document: LabelDocument,
    classes: Parameters<LabelPanelDependencies["saveClasses"]>[1],
  ): Promise<void> {
    const folder = document.dataset?.folder;
    if (folder !== undefined) return changeClasses(this.seg, folder, classes, this.documentsOf(folder));
    await nameClasses(this.seg, document, classes);
    const beside = path.dirname(document.uri.fsPath);
    const waiting = this.documentsOf(undefined).filter(({ uri }) => path.dirname(uri.fsPath) === beside);
    await Promise.all(waiting.map((each) => each.revert()));
  }

  async resolve(document: LabelDocument, choice: MaskChoice): Promise<void> {
    if (choice === "addClasses") return this.addClasses(document);
    if (choice === "elsewhere") return saveElsewhere(document);
    if (choice === "openImage") return openImageOf(document);
    return document.choose(choice);
  }

  async go(document: LabelDocument, to: Parameters<LabelPanelDependencies["go"]>[1]): Promise<void> {
    const next = await this.neighbour(document, to);
    if (next === null) return;
    if (isUnsaved(document.uri) && !(await vscode.workspace.save(document.uri))) return;
    await openToLabel(vscode.Uri.file(next));
    // As it is now: saving has made another of the tab that was there before.
    const tab = tabOf(document.uri);
    if (tab && !tab.isActive) await vscode.window.tabGroups.close(tab);
  }

  /** The next unlabelled image is the one that would teach most, where they are ranked. */
  private async neighbour({ dataset, uri }: LabelDocument, to: Direction): Promise<string | null> {
    if (dataset === null) return null;
    const ranked = to === "nextUnlabelled" ? await this.rankings.top(dataset, uri.fsPath).catch(() => null) : null;
    return ranked?.file ?? (await dataset.images()).neighbour(uri.fsPath, to);
  }

  async modelFor({ dataset }: LabelDocument): Promise<TrainedModel | undefined> {
    return dataset ? this.models.usual(dataset.folder) : undefined;
  }

  /** Opens an image, unless it is open, and brings a part of it into the middle. */
  async show(image: vscode.Uri, rect: Rect): Promise<void> {
    await openToLabel(image);
    this.viewOfImage(image)?.show(rect);
  }

  /** Opens an image, unless it is open, and has a model suggest labels for it. */
  async suggest(image: vscode.Uri, modelFolder?: string): Promise<void> {
    await openToLabel(image);
    const view = this.viewOfImage(image);
    const { dataset } = view?.document ?? {};
    if (!view || !dataset) return;
    const model = (await this.models.all(dataset.folder)).find(({ folder }) => folder === modelFolder);
    await view.suggest(model);
  }

  /** Opens the first image of a dataset, unless one is open, and shows the form of its classes. */
  async editClasses(folder: string): Promise<void> {
    const open = this.viewOf(folder);
    open?.reveal();
    if (open) return open.editClasses();
    const [first] = await (await DatasetFolder.read(folder)).imageFiles();
    if (first === undefined) throw new Error(`There are no images in ${folder}.`);
    await openToLabel(vscode.Uri.file(first));
    this.viewOf(folder)?.editClasses();
  }

  private async addClasses(document: LabelDocument): Promise<void> {
    const { dataset, problem } = document;
    const highest = problem?.highestClass;
    if (!dataset || highest === undefined) return;
    const added = Array.from({ length: highest + 1 - dataset.classes.length }, (_, i) => dataset.classes.length + i);
    await this.saveClasses(document, [
      ...dataset.classes.map((each, previous) => ({ ...each, previous })),
      ...added.map((value) => ({ name: `class ${value}`, color: "#999999", previous: null })),
    ]);
    await document.revert();
  }

  private documentsOf(folder: string | undefined): LabelDocument[] {
    return [...this.views].map(({ document }) => document).filter(({ dataset }) => dataset?.folder === folder);
  }

  private viewOfImage(image: vscode.Uri): LabelPanel | undefined {
    return [...this.views].find(({ document }) => document.uri.toString() === image.toString());
  }

  private viewOf(folder: string): LabelPanel | undefined {
    return [...this.views].find(({ document }) => document.dataset?.folder === folder);
  }
}

async function saveElsewhere(document: LabelDocument): Promise<void> {
  const file = await vscode.window.showSaveDialog({ filters: { Masks: ["png"] }, title: "Save the Labels as a Mask" });
  if (file) await document.saveElsewhere(file.fsPath);
}

/** Opens the image of a mask in place of the mask. */
async function openImageOf({ uri, imageOfMask }: LabelDocument): Promise<void> {
  if (imageOfMask === null) return;
  await openToLabel(vscode.Uri.file(imageOfMask));
  const tab = tabOf(uri);
  if (tab) await vscode.window.tabGroups.close(tab);
}
