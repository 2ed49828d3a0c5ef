import * as path from "node:path";
import * as vscode from "vscode";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { hasPages } from "../panels/pictureSource";

/**
 * Whether the labels of a dataset's stacks count for another page of them, which the user says; null: the page stays. Where
 * no stack is labelled there is nothing to ask.
 */
export async function askAboutLabels(dataset: DatasetFolder, page: number): Promise<boolean | null> {
  const images = await dataset.images();
  const labelled = images.files.filter((file) => hasPages(file) && images.isLabelled(file));
  const [first] = labelled;
  if (first === undefined) return true;
  const which = labelled.length === 1 ? `${path.basename(first)} has` : `${labelled.length} stacks have`;
  const [keep, begin] = [`Keep Them for Page ${page}`, "Begin Anew"];
  const chosen = await vscode.window.showWarningMessage(
    `One page is labelled in all stacks of a dataset. ${which} labels of page ${dataset.page}.`,
    {
      modal: true,
      detail: `Keep them where page ${page} shows the same in the same places. Otherwise begin anew: the masks are kept beside the new ones under another name.`,
    },
    keep,
    begin,
  );
  return chosen === undefined ? null : chosen === keep;
}
