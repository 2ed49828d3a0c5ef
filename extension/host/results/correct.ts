import * as vscode from "vscode";

/** Opens an image in the label editor, with what the model predicts as a suggestion. */
export async function correctInEditor(image: string, model: string): Promise<void> {
  await vscode.commands.executeCommand("seg.label.suggest", vscode.Uri.file(image), model);
}
