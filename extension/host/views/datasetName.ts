import * as vscode from "vscode";

/** A dataset's folder as people see it in the explorer. */
export function datasetName(folder: string): string {
  const uri = vscode.Uri.file(folder);
  const workspace = vscode.workspace.getWorkspaceFolder(uri);
  return workspace?.uri.fsPath === folder ? workspace.name : vscode.workspace.asRelativePath(uri);
}
