import * as vscode from "vscode";
import * as path from "node:path";
import { DatasetFolder } from "../datasets/datasetFolder";
import { holds } from "../datasets/datasetChange";
import { isImageName } from "../datasets/imageList";

/** Tells which images got or lost the dot of unsaved changes; VS Code knows it of tabs. */
export class UnsavedTabs implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly listener = vscode.window.tabGroups.onDidChangeTabs(({ changed, closed }) => {
    for (const { input } of [...changed, ...closed])
      if (input instanceof vscode.TabInputCustom) this.changed.fire(input.uri);
  });

  readonly onDidChange = this.changed.event;

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

/** The label editor's tab of an image, in whatever group. */
export function tabOf(image: vscode.Uri): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === image.toString());
}

/** Whether an image's tab shows the dot of unsaved changes. */
export function isUnsaved(image: vscode.Uri): boolean {
  return tabOf(image)?.isDirty ?? false;
}

export const labelViewType = "seg.label";

/** Opens an image in the label editor; without one, that of the tab in front. */
export async function openToLabel(image = activeImage()): Promise<void> {
  if (image) await vscode.commands.executeCommand("vscode.openWith", image, labelViewType);
  else void vscode.window.showInformationMessage("Right-click an image in the Explorer and choose Label Image.");
}

/** The image of the tab in front. */
export function activeImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const hasFile = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return hasFile ? input.uri : undefined;
}

/** Opens a file of a dataset: an image to label it, a mask as the image that it belongs to, others as text. */
export async function openInDataset(folder: string, file: string): Promise<void> {
  const full = path.resolve(folder, file);
  if (!holds(folder, full)) throw new Error(`${file} is not in the dataset.`);
  const dataset = await DatasetFolder.read(folder);
  const labelled = (await dataset.imageOf(full)) ?? full;
  const command = isImageName(labelled) ? "seg.label.open" : "vscode.open";
  await vscode.commands.executeCommand(command, vscode.Uri.file(labelled));
}
