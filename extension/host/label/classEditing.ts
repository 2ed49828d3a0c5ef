import * as path from "node:path";
import * as vscode from "vscode";
import type { EditedClass } from "../../shared/label/messages";
import type { Services } from "../services";
import type { LabelDocument } from "./labelDocument";

/** Makes the image's folder a dataset with these classes. */
export async function nameClasses(
  seg: Services,
  document: LabelDocument,
  classes: readonly EditedClass[],
): Promise<void> {
  await seg.server.request("dataset/create", {
    folder: path.dirname(document.uri.fsPath),
    classes: classes.map(({ name, color }) => ({ name, color })),
  });
}

/**
 * Changes the classes of a dataset. The server gives the masks on the disk their new values; so what is drawn and not
 * saved is saved before, and the open documents follow afterwards.
 */
export async function changeClasses(
  seg: Services,
  folder: string,
  classes: readonly EditedClass[],
  documents: readonly LabelDocument[],
): Promise<void> {
  for (const { uri } of documents)
    if (isUnsaved(uri) && !(await vscode.workspace.save(uri)))
      throw new Error(`${path.basename(uri.fsPath)} could not be saved; the classes were not changed.`);
  await seg.server.request("dataset/classes", { folder, classes });
  const valueOf = new Map(classes.flatMap(({ previous }, value) => (previous === null ? [] : [[previous, value]])));
  await Promise.all(documents.map((document) => document.renumber(valueOf)));
}

/** Whether an image's tab shows the dot of unsaved changes. */
export function isUnsaved(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input, isDirty }) => isDirty && input instanceof vscode.TabInputCustom && same(input.uri, uri));
}

function same(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}
