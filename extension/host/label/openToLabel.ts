import * as vscode from "vscode";

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
