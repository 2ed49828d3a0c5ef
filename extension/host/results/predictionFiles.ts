import { readFile } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { DatasetFolder } from "../datasets/datasetFolder";
import { writeAtomically } from "../files/atomicFile";

/** Where the server puts what a model predicts in a folder. */
export function predictionsFolder(model: string, folder: string): string {
  return path.join(folder, "predictions", path.basename(model));
}

/** The table of all objects that a model has found in a folder. */
export function objectsTable(model: string, folder: string): string {
  return path.join(predictionsFolder(model, folder), "objects.csv");
}

/** The folders whose pictures a page of results shows: images, labels and predictions. */
export async function shownFolders(model: string, folder: string): Promise<readonly vscode.Uri[]> {
  // Without a dataset, the images are in the folder itself, and nothing is labelled.
  const dataset = await DatasetFolder.read(folder).catch(() => null);
  const folders = dataset === null ? [folder] : [dataset.imagesFolder, dataset.masksFolder];
  return [...folders, predictionsFolder(model, folder)].map((each) => vscode.Uri.file(each));
}

/** Opens the table of objects as VS Code opens such files. */
export async function openTable(table: string): Promise<void> {
  await vscode.commands.executeCommand("vscode.open", await existing(table));
}

/** Copies the table of objects to where the user wants it, and gives that place; undefined: nowhere. */
export async function exportTable(table: string, folder: string): Promise<string | undefined> {
  const from = await existing(table);
  const name = `${path.basename(folder)} ${path.basename(path.dirname(table))} objects.csv`;
  const to = await vscode.window.showSaveDialog({
    title: "Export the Table of Objects",
    defaultUri: vscode.Uri.file(path.join(folder, name)),
    filters: { "Comma-separated values": ["csv"] },
  });
  if (to === undefined) return undefined;
  await writeAtomically(to.fsPath, await readFile(from.fsPath));
  return to.fsPath;
}

async function existing(table: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.file(table);
  try {
    await vscode.workspace.fs.stat(uri);
    return uri;
  } catch {
    throw new Error(`There is no table ${table}. Predict the images again.`);
  }
}
