import * as vscode from "vscode";

/** Where the server puts what it draws for our pages; it keeps the folder from growing without end. */
export function picturesFolder({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, "pictures");
}
