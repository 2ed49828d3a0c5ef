import path from "node:path";
import * as vscode from "vscode";
import type { DatasetChange, DatasetPart } from "./datasetChange";
import { holds, partsTouched } from "./datasetChange";
import { DatasetFolder, datasetAround, findDataset } from "./datasetFolder";
import { findDatasets } from "./findDatasets";
import type { ImageList } from "./imageList";
import { segJsonName } from "../../shared/protocol";
import { sentenceOf } from "../../shared/errorText";

/** A dataset of the workspace, or why its `seg.json` cannot be used. */
export type FoundDataset =
  | { readonly folder: string; readonly dataset: DatasetFolder }
  | { readonly folder: string; readonly dataset: null; readonly problem: string };

/** Changes that come together are reported together; milliseconds. */
const collecting = 100;

/** The datasets of the workspace folders, and what changes in them on disk. */
export class Datasets implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<DatasetChange>();
  readonly onDidChange = this.changes.event;
  private found: Promise<readonly FoundDataset[]> | null = null;
  private readonly lists = new Map<string, Promise<ImageList>>();
  private touched = new Set<string>();
  private readonly disposables: vscode.Disposable[] = [this.changes];

  constructor() {
    // One watcher for all: datasets lie in workspace folders, which VS Code watches anyway.
    const watcher = vscode.workspace.createFileSystemWatcher("**");
    const touch = ({ fsPath }: vscode.Uri) => this.touch(fsPath);
    this.disposables.push(
      watcher,
      watcher.onDidCreate(touch),
      watcher.onDidChange(touch),
      watcher.onDidDelete(touch),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
    );
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** All datasets in the workspace folders, as far as they are searched. */
  all(): Promise<readonly FoundDataset[]> {
    this.found ??= this.search();
    return this.found;
  }

  /** The dataset that an image belongs to, read anew; null: none. Rejects where its `seg.json` cannot be used. */
  async of(image: vscode.Uri): Promise<DatasetFolder | null> {
    return image.scheme === "file" ? findDataset(image.fsPath, topOf(image)) : null;
  }

  /** The dataset that a file lies in, whether it is one of its images or not; null: none. */
  async around(file: vscode.Uri): Promise<DatasetFolder | null> {
    return file.scheme === "file" ? datasetAround(file.fsPath, topOf(file)) : null;
  }

  /** The images of a dataset, listed anew only after a change on disk. */
  images(dataset: DatasetFolder): Promise<ImageList> {
    let list = this.lists.get(dataset.folder);
    if (list === undefined) {
      list = dataset.images();
      list.catch(() => this.lists.delete(dataset.folder));
      this.lists.set(dataset.folder, list);
    }
    return list;
  }

  /** Forgets everything and has it read again. */
  refresh(): void {
    this.found = null;
    this.lists.clear();
    this.changes.fire({ part: "datasets" });
  }

  /** A file may have changed. VS Code reports most by itself, but not of those that are reached through links. */
  touch(file: string): void {
    if (this.touched.size === 0) setTimeout(() => void this.report(), collecting);
    this.touched.add(file);
  }

  private async search(): Promise<readonly FoundDataset[]> {
    const tops = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
    const folders = (await Promise.all(tops.map(({ uri }) => findDatasets(uri.fsPath)))).flat();
    return Promise.all([...new Set(folders)].map(readFound));
  }

  private async report(): Promise<void> {
    const files = [...this.touched];
    this.touched = new Set();
    const found = await this.all();
    const isConfig = (file: string) =>
      path.basename(file) === segJsonName || found.some(({ folder }) => holds(file, folder));
    if (files.some(isConfig)) return this.refresh();
    for (const { dataset } of found) if (dataset !== null) this.reportParts(dataset, files);
  }

  private reportParts(dataset: DatasetFolder, files: readonly string[]): void {
    const touched: Record<DatasetPart, string[]> = { images: [], masks: [], models: [] };
    for (const file of files) for (const part of partsTouched(dataset, file)) touched[part].push(file);
    if (touched.images.length + touched.masks.length > 0) this.lists.delete(dataset.folder);
    for (const part of ["images", "masks", "models"] as const)
      if (touched[part].length > 0) this.changes.fire({ part, folder: dataset.folder, files: touched[part] });
  }
}

async function readFound(folder: string): Promise<FoundDataset> {
  try {
    return { folder, dataset: await DatasetFolder.read(folder) };
  } catch (error) {
    return { folder, dataset: null, problem: sentenceOf(error) };
  }
}

/**
 * Datasets are searched up to the workspace folder, or around it where it is called images, which is a dataset's own
 * folder then; around a file that was opened alone, in the folder above its own.
 */
function topOf(file: vscode.Uri): string {
  const workspace = vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath;
  if (workspace === undefined) return path.dirname(path.dirname(file.fsPath));
  return path.basename(workspace) === "images" ? path.dirname(workspace) : workspace;
}
