import * as vscode from "vscode";

/** What the commands are called where something is missing that they give. */
const steps = {
  "Open Folder…": "vscode.openFolder",
  "Label an Image": "seg.label.first",
  "Open the Sample Images…": "seg.sample.open",
} as const;

type Step = keyof typeof steps;

/** Says that no dataset is open, and leads to one. */
export async function noDataset(): Promise<void> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) return nothingOpen("No folder is open.");
  await offer("No folder here has labels yet. Label an image first, or try Seg with the sample images.", [
    "Label an Image",
    "Open the Sample Images…",
  ]);
}

/** Says that there is nothing to label, and leads to images. */
export async function nothingOpen(why: string): Promise<void> {
  await offer(`${why} Open a folder with images, or try Seg with the sample images.`, [
    "Open Folder…",
    "Open the Sample Images…",
  ]);
}

async function offer(message: string, buttons: readonly Step[]): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(message, ...buttons);
  if (chosen !== undefined) await vscode.commands.executeCommand(steps[chosen]);
}
