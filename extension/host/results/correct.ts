import * as vscode from "vscode";

const suggest = "seg.label.suggest";

/** Opens an image in the label editor, with what the model predicts as a suggestion where the editor can take one. */
export async function correctInEditor(image: string, model: string): Promise<void> {
  const uri = vscode.Uri.file(image);
  await vscode.commands.executeCommand("seg.label.open", uri);
  const commands = await vscode.commands.getCommands(true);
  if (commands.includes(suggest)) await vscode.commands.executeCommand(suggest, uri, model);
}
