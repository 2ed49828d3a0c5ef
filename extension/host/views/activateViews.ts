import { readdir } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Rankings } from "../models/rankings";
import type { Services } from "../services";
import type { RunLists } from "../models/runLists";
import { usableModels } from "../models/trainedModels";
import { classLeaves } from "./classLeaves";
import { DatasetTree, type Row } from "./datasetTree";
import { ImageView } from "./imageView";
import { modelLeaves } from "./modelLeaves";
import { rankedLeaves } from "./rankedLeaves";
import type { DatasetFolder } from "../datasets/datasetFolder";
import type { Datasets } from "../datasets/datasets";

/** The views of the activity bar's "Seg": images, classes and models of the workspace's datasets. */
export function activateViews(
  { subscriptions, workspaceState }: vscode.ExtensionContext,
  { datasets }: Services,
  runs: RunLists,
  rankings: Rankings,
): void {
  const images = new ImageView(datasets, workspaceState);
  const classes = new DatasetTree(datasets, classLeaves);
  const models = new DatasetTree(datasets, modelLeaves(runs));
  const ranked = new DatasetTree(datasets, rankedLeaves(rankings));
  const setContext = async () => {
    const found = await datasets.all();
    await vscode.commands.executeCommand("setContext", "seg.hasDatasets", found.length > 0);
    // For the menus of folders in the explorer.
    const folders = found.map(({ folder }) => folder);
    await vscode.commands.executeCommand("setContext", "seg.datasetFolders", folders);
    // Without a model nothing can be ranked. The walkthrough ticks what is there, not what was pressed.
    const usable = found.flatMap(({ dataset }) => dataset ?? []);
    const [labels, models, predictions] = await Promise.all([
      Promise.all(usable.map((dataset) => datasets.images(dataset).then(({ labelledCount }) => labelledCount > 0))),
      Promise.all(usable.map((dataset) => usableModels(dataset).then(({ length }) => length > 0))),
      Promise.all(usable.map(({ folder }) => hasFiles(path.join(folder, "predictions")))),
    ]);
    for (const [key, values] of Object.entries({ hasLabels: labels, hasModels: models, hasPredictions: predictions }))
      await vscode.commands.executeCommand("setContext", `seg.${key}`, values.includes(true));
  };
  const predicted = vscode.workspace.createFileSystemWatcher("**/predictions/*/state.json", false, true, true);
  const updateModels = () => void models.update().catch(() => models.refresh());
  void setContext();
  subscriptions.push(
    images,
    vscode.window.createTreeView("seg.classes", { treeDataProvider: classes }),
    vscode.window.createTreeView("seg.models", { treeDataProvider: models }),
    vscode.window.createTreeView("seg.ranking", { treeDataProvider: ranked }),
    datasets.onDidChange(({ part }) => {
      if (part === "datasets") {
        void setContext();
        classes.refresh();
        models.refresh();
      }
      if (part === "models" || part === "masks") void setContext();
      if (part === "models") updateModels();
    }),
    predicted,
    predicted.onDidCreate(() => void setContext()),
    runs.onDidChange(updateModels),
    rankings.onDidChange(() => ranked.refresh()),
    ...viewCommands(datasets, images),
  );
}

async function hasFiles(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

/** What the views' titles and the menus of their rows can do. */
function viewCommands(datasets: Datasets, images: ImageView): vscode.Disposable[] {
  const command = vscode.commands.registerCommand;
  return [
    command("seg.datasets.refresh", () => datasets.refresh()),
    command("seg.images.showUnlabelled", () => images.filter(true)),
    command("seg.images.showAll", () => images.filter(false)),
    command(
      "seg.images.reveal",
      ofLeaf((file: string) => run("revealInExplorer", file)),
    ),
    command(
      "seg.images.revealMask",
      ofLeaf((file: string, dataset) => run("revealInExplorer", dataset.maskPath(file))),
    ),
  ];
}

/** A command of a row's menu. */
function ofLeaf<Leaf>(act: (leaf: Leaf, dataset: DatasetFolder) => Thenable<unknown>) {
  return (row: Row<Leaf>) => (row.kind === "leaf" ? act(row.leaf, row.dataset) : undefined);
}

function run(command: string, file: string): Thenable<unknown> {
  return vscode.commands.executeCommand(command, vscode.Uri.file(file));
}
