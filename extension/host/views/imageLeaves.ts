import * as path from "node:path";
import * as vscode from "vscode";
import type { Datasets } from "../datasets/datasets";
import type { FoundState } from "../datasets/labelStates";
import type { Leaves } from "./datasetTree";
import { isUnsaved } from "../workbench/tabs";
import { imageState, progressText } from "./imageState";

/** The images of the view "Images", by their paths. */
export function imageLeaves(datasets: Datasets, isFiltered: () => boolean): Leaves<string> {
  return {
    async of(dataset) {
      const images = await datasets.images(dataset);
      return isFiltered() ? images.files.filter((file) => !images.isDone(file)) : images.files;
    },
    id: (file) => file,
    async item(file, dataset) {
      const found = (await datasets.images(dataset)).stateOf(file);
      return imageItem(file, found, isUnsaved(vscode.Uri.file(file)));
    },
    async summary(dataset) {
      const { labelledCount, inProgressCount, files } = await datasets.images(dataset);
      return progressText(labelledCount, inProgressCount, files.length);
    },
  };
}

function imageItem(file: string, found: FoundState, hasUnsaved: boolean): vscode.TreeItem {
  const uri = vscode.Uri.file(file);
  const name = path.basename(file);
  const { color, context, description, icon } = imageState(found.state, hasUnsaved);
  const item = new vscode.TreeItem(name);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon, color === null ? undefined : new vscode.ThemeColor(color));
  item.contextValue = context;
  const why = found.problem === null ? "" : `\nHow far its labels are cannot be read: ${found.problem}.`;
  item.tooltip = `${vscode.workspace.asRelativePath(uri)}, ${description}${why}`;
  item.accessibilityInformation = { label: `${name}, ${description}` };
  item.command = { command: "seg.label.open", title: "Label Image", arguments: [uri] };
  return item;
}
