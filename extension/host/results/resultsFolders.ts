import * as path from "node:path";
import * as vscode from "vscode";
import { DatasetFolder } from "../datasets/datasetFolder";

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
