import * as path from "node:path";
import * as vscode from "vscode";
import { segJsonName } from "../../shared/protocol";
import type { Datasets, FoundDataset } from "../datasets/datasets";
import { noDataset } from "./leadOn";

/**
 * The folder of the only dataset, or of the one that the user picks under this title. Undefined where they pick none, or
 * where there is none that can be used, which they are told.
 */
export async function chooseDataset(datasets: Datasets, title: string): Promise<string | undefined> {
  const found = await datasets.all();
  const usable = found.filter(({ dataset }) => dataset !== null);
  if (usable.length === 0) void tellNone(found);
  if (usable.length < 2) return usable[0]?.folder;
  const items = usable.map(({ folder }) => ({ label: datasetName(folder), folder }));
  const picked = await vscode.window.showQuickPick(items, { title });
  return picked?.folder;
}

async function tellNone([first]: readonly FoundDataset[]): Promise<void> {
  if (first === undefined || first.dataset !== null) return noDataset();
  const open = `Open ${segJsonName}`;
  if ((await vscode.window.showErrorMessage(first.problem, open)) !== open) return;
  await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path.join(first.folder, segJsonName)));
}

/** A dataset's folder as people see it in the explorer. */
export function datasetName(folder: string): string {
  const uri = vscode.Uri.file(folder);
  const workspace = vscode.workspace.getWorkspaceFolder(uri);
  return workspace?.uri.fsPath === folder ? workspace.name : vscode.workspace.asRelativePath(uri);
}
