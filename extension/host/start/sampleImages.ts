import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

const name = "seg-sample";

/** Copies the sample images, which come with the extension, to where the user says, and opens them. */
export async function openSampleImages({ extensionPath }: vscode.ExtensionContext): Promise<void> {
  const [place] =
    (await vscode.window.showOpenDialog({
      title: `Where to Put the Folder ${name}`,
      openLabel: "Copy Here",
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (place === undefined) return;
  const folder = freeFolder(place.fsPath);
  await cp(path.join(extensionPath, "dist/sample"), folder, { recursive: true, errorOnExist: true, force: false });
  // What is open stays open.
  const forceNewWindow = (vscode.workspace.workspaceFolders ?? []).length > 0;
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceNewWindow });
}

/** The first of seg-sample, seg-sample-2, ... that is not there. */
function freeFolder(place: string): string {
  for (let count = 1; ; count++) {
    const folder = path.join(place, count === 1 ? name : `${name}-${count}`);
    if (!existsSync(folder)) return folder;
  }
}
