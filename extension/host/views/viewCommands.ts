import * as vscode from "vscode";
import type { DatasetFolder } from "../datasets/datasetFolder";
import type { Datasets } from "../datasets/datasets";
import { chooseDataset } from "./chooseDataset";
import type { Row } from "./datasetTree";
import type { ImageView } from "./imageView";
import type { LabelEditing } from "./labelEditing";

/** What the views' titles and the menus of their rows can do. */
export function viewCommands(datasets: Datasets, images: ImageView, labels: LabelEditing): vscode.Disposable[] {
  const command = vscode.commands.registerCommand;
  return [
    command("seg.datasets.refresh", () => datasets.refresh()),
    command("seg.images.showUnlabelled", () => images.filter(true)),
    command("seg.images.showAll", () => images.filter(false)),
    command(
      "seg.images.open",
      ofLeaf((file: string) => run("seg.label.open", file)),
    ),
    command(
      "seg.images.reveal",
      ofLeaf((file: string) => run("revealInExplorer", file)),
    ),
    command(
      "seg.images.revealMask",
      ofLeaf((file: string, dataset) => run("revealInExplorer", dataset.maskPath(file))),
    ),
    command("seg.classes.edit", async (given?: { readonly folder: string }) => {
      const folder = given?.folder ?? (await chooseDataset(datasets, "Edit the Classes of a Dataset"));
      if (folder !== undefined) await labels.editClasses(folder);
    }),
  ];
}

/** A command of a row's menu. */
function ofLeaf<Leaf>(act: (leaf: Leaf, dataset: DatasetFolder) => Thenable<unknown>) {
  return (row: Row<Leaf>) => (row.kind === "leaf" ? act(row.leaf, row.dataset) : undefined);
}

function run(command: string, file: string): Thenable<unknown> {
  return vscode.commands.executeCommand(command, vscode.Uri.file(file));
}
