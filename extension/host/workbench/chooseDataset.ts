import * as vscode from "vscode";
import type { Datasets } from "../datasets/datasets";

/** The folder of the only dataset, or of the one that the user picks under this title. */
export async function chooseDataset(datasets: Datasets, title: string): Promise<string | undefined> {
  const usable = (await datasets.all()).filter(({ dataset }) => dataset !== null);
  if (usable.length < 2) return usable[0]?.folder;
  const items = usable.map(({ folder }) => ({ label: datasetName(folder), folder }));
  const picked = await vscode.window.showQuickPick(items, { title });
  return picked?.folder;
}

/** A dataset's folder as people see it in the explorer. */
export function datasetName(folder: string): string {
  const uri = vscode.Uri.file(folder);
  const workspace = vscode.workspace.getWorkspaceFolder(uri);
  return workspace?.uri.fsPath === folder ? workspace.name : vscode.workspace.asRelativePath(uri);
}
