import path from "node:path";
import type { DatasetFolder } from "./datasetFolder";
import { labelStateEnding } from "../../shared/protocol";
import { isImageName } from "./imageList";

/** The parts of a dataset that change by themselves. */
export type DatasetPart = "images" | "masks" | "models";

/** What has changed on disk: which datasets there are or what a `seg.json` says, or files of one of them. */
export type DatasetChange = { readonly part: "datasets" } | FilesChange;

export interface FilesChange {
  readonly part: DatasetPart;
  /** Of the dataset. */
  readonly folder: string;
  /** Files, or a folder with all that is below it. */
  readonly files: readonly string[];
}

/** The parts of a dataset that a change of a file or folder touches. */
export function partsTouched(dataset: DatasetFolder, file: string): readonly DatasetPart[] {
  const { imagesFolder, masksFolder, modelsFolder } = dataset;
  const parts: DatasetPart[] = [];
  if (dataset.contains(file) || holds(file, imagesFolder)) parts.push("images");
  if ((path.dirname(file) === masksFolder && isOfLabels(file)) || holds(file, masksFolder)) parts.push("masks");
  if (isShownOfModels(modelsFolder, file) || holds(file, modelsFolder)) parts.push("models");
  return parts;
}

function isOfLabels(file: string): boolean {
  return isImageName(file) || file.endsWith(labelStateEnding);
}

/** A model's folder or its description; what a training else writes, and it writes much, is not shown. */
function isShownOfModels(modelsFolder: string, file: string): boolean {
  const folder = path.basename(file) === "model.json" ? path.dirname(file) : file;
  return path.dirname(folder) === modelsFolder;
}

/** Whether a path is that folder or one above it, whose coming and going takes everything below along. */
export function holds(upper: string, lower: string): boolean {
  return lower === upper || lower.startsWith(upper + path.sep);
}
