import * as path from "node:path";
import * as vscode from "vscode";
import type { Datasets } from "../datasets/datasets";
import type { Leaves } from "./datasetTree";
import { isUnsaved } from "../workbench/tabs";
import { imageState, progressText } from "./imageState";

/** The images of the view "Images", by their paths. */
export function imageLeaves(datasets: Datasets, isFiltered: () => boolean): Leaves<string> {
  return {
    async of(dataset) {
      const images = await datasets.images(dataset);
      return isFiltered() ? images.files.filter((file) => !images.isLabelled(file)) : images.files;
    },
    id: (file) => file,
    async item(file, dataset) {
      const isLabelled = (await datasets.images(dataset)).isLabelled(file);
      return imageItem(file, isLabelled, isUnsaved(vscode.Uri.file(file)));
    },
    async summary(dataset) {
      const { labelledCount, files } = await datasets.images(dataset);
      return progressText(labelledCount, files.length);
    },
  };
}

function imageItem(file: string, isLabelled: boolean, hasUnsaved: boolean): vscode.TreeItem {
  const uri = vscode.Uri.file(file);
  const name = path.basename(file);
  const { color, context, description, icon } = imageState(isLabelled, hasUnsaved);
  const item = new vscode.TreeItem(name);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon, color === null ? undefined : new vscode.ThemeColor(color));
  item.contextValue = context;
  item.tooltip = `${vscode.workspace.asRelativePath(uri)}, ${description}`;
  item.accessibilityInformation = { label: `${name}, ${description}` };
  item.command = { command: "seg.label.open", title: "Label Image", arguments: [uri] };
  return item;
}
