import * as path from "node:path";
import * as vscode from "vscode";
import { naturalOrder } from "../../shared/naturalOrder";
import type { Datasets } from "../datasets/datasets";
import { isImageName } from "../datasets/imageList";
import { chooseDataset, datasetName } from "../workbench/chooseDataset";
import { nothingOpen } from "../workbench/leadOn";
import { openToLabel } from "../workbench/tabs";

/** A folder of very many images is found by a part of them. */
const most = 2000;

/** Opens an image to be labelled: the first of a dataset that is not, or else the first of a folder with images. */
export async function labelFirstImage(datasets: Datasets): Promise<void> {
  const found = await datasets.all();
  const file = found.length > 0 ? await nextOf(datasets) : await firstOfFolder();
  if (file !== undefined) await openToLabel(vscode.Uri.file(file));
}

async function nextOf(datasets: Datasets): Promise<string | undefined> {
  const folder = await chooseDataset(datasets, "Label an Image of a Dataset");
  const dataset = (await datasets.all()).find((each) => each.folder === folder)?.dataset;
  if (!dataset) return undefined;
  const images = await datasets.images(dataset);
  return images.files.find((file) => !images.isLabelled(file)) ?? images.files[0];
}

/** Undefined where the user has changed their mind, or there is none, which they are told. */
async function firstOfFolder(): Promise<string | undefined> {
  const files = await vscode.workspace.findFiles("**/*", "**/node_modules/**", most);
  const folders = new Map<string, string[]>();
  for (const { fsPath } of files.filter(({ fsPath }) => isImageName(fsPath))) {
    const folder = path.dirname(fsPath);
    folders.set(folder, [...(folders.get(folder) ?? []), path.basename(fsPath)]);
  }
  const items = [...folders].map(([folder, names]) => ({
    label: datasetName(folder),
    description: names.length === 1 ? "1 image" : `${names.length} images`,
    file: path.join(folder, names.sort(naturalOrder)[0] ?? ""),
  }));
  if (items.length === 0) return void (await nothingOpen("There is no image in the open folders."));
  if (items.length === 1) return items[0]?.file;
  return (await vscode.window.showQuickPick(items, { title: "Which Folder's Images to Label" }))?.file;
}
