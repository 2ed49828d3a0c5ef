import * as path from "node:path";
import * as vscode from "vscode";
import { DatasetFolder } from "../datasets/datasetFolder";
import { holds } from "../datasets/datasetChange";
import { isImageName, stemOf } from "../datasets/imageList";

/** Opens a file of a dataset: an image to label it, a mask as the image that it belongs to, others as text. */
export async function openInDataset(folder: string, file: string): Promise<void> {
  const full = path.resolve(folder, file);
  if (!holds(folder, full)) throw new Error(`${file} is not in the dataset.`);
  const dataset = await DatasetFolder.read(folder);
  const labelled = path.dirname(full) === dataset.masksFolder ? await imageOf(dataset, full) : full;
  const command = isImageName(labelled) ? "seg.label.open" : "vscode.open";
  await vscode.commands.executeCommand(command, vscode.Uri.file(labelled));
}

async function imageOf(dataset: DatasetFolder, mask: string): Promise<string> {
  const images = await dataset.imageFiles();
  const image = images.find((each) => stemOf(each) === stemOf(mask));
  if (image === undefined) throw new Error(`${path.basename(mask)} is the mask of no image.`);
  return image;
}
