import * as path from "node:path";
import * as vscode from "vscode";

/** Writes a picture where the user wants it, and gives that place; undefined: nowhere. */
export async function savePicture(folder: string, name: string, png: Uint8Array): Promise<string | undefined> {
  const plain = name.replace(/[^\p{L}\p{N}._ -]/gu, "_");
  const to = await vscode.window.showSaveDialog({
    title: "Save the Picture",
    defaultUri: vscode.Uri.file(path.join(folder, `${plain}.png`)),
    filters: { PNG: ["png"] },
  });
  if (to === undefined) return undefined;
  await vscode.workspace.fs.writeFile(to, png);
  return to.fsPath;
}
