import * as vscode from "vscode";
import type { Rankings } from "../predict/rankings";
import type { Services } from "../services";
import type { RunLists } from "../train/runLists";
import { classLeaves } from "./classLeaves";
import { DatasetTree } from "./datasetTree";
import { ImageView } from "./imageView";
import type { LabelEditing } from "./labelEditing";
import { modelLeaves } from "./modelLeaves";
import { nextLeaves } from "./nextLeaves";
import { viewCommands } from "./viewCommands";

/** The views of the activity bar's "Seg": images, classes and models of the workspace's datasets. */
export function activateSegView(
  { subscriptions, workspaceState }: vscode.ExtensionContext,
  { datasets }: Services,
  labels: LabelEditing,
  runs: RunLists,
  rankings: Rankings,
): void {
  const images = new ImageView(datasets, labels, workspaceState);
  const classes = new DatasetTree(datasets, classLeaves);
  const models = new DatasetTree(datasets, modelLeaves(runs));
  const next = new DatasetTree(datasets, nextLeaves(rankings));
  const tellWhetherAny = async () => {
    const found = await datasets.all();
    await vscode.commands.executeCommand("setContext", "seg.hasDatasets", found.length > 0);
    // For the menus of folders in the explorer.
    const folders = found.map(({ folder }) => folder);
    await vscode.commands.executeCommand("setContext", "seg.datasetFolders", folders);
  };
  const updateModels = () => void models.update().catch(() => models.refresh());
  void tellWhetherAny();
  subscriptions.push(
    images,
    vscode.window.createTreeView("seg.classes", { treeDataProvider: classes }),
    vscode.window.createTreeView("seg.models", { treeDataProvider: models }),
    vscode.window.createTreeView("seg.next", { treeDataProvider: next }),
    datasets.onDidChange(({ part }) => {
      if (part === "datasets") {
        void tellWhetherAny();
        classes.refresh();
        models.refresh();
      }
      if (part === "models") updateModels();
    }),
    runs.onDidChange(updateModels),
    rankings.onDidChange(() => next.refresh()),
    ...viewCommands(datasets, images, labels),
  );
}
