import * as path from "node:path";
import * as vscode from "vscode";
import type { EditedClass, LabelClass } from "../../shared/label/messages";
import { SegError } from "../server/errors";
import type { Services } from "../services";
import type { LabelDocument } from "./labelDocument";
import { isUnsaved } from "../workbench/tabs";

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
  await saveAll(documents, "the classes were not changed");
  const valueOf = new Map(classes.flatMap(({ previous }, value) => (previous === null ? [] : [[previous, value]])));
  // What is being saved meanwhile would get there with the old values.
  const settled = Promise.all(documents.map((document) => document.settled()));
  const change = settled.then(() => requestClasses(seg, folder, classes));
  await Promise.all([change, ...documents.map((document) => document.follow(change, valueOf))]);
}

/** Saves what is drawn and not saved. Throws where that fails, saying what is not done because of it. */
export async function saveAll(documents: readonly LabelDocument[], consequence: string): Promise<void> {
  for (const { uri } of documents)
    if (isUnsaved(uri) && !(await vscode.workspace.save(uri)))
      throw new Error(`${path.basename(uri.fsPath)} could not be saved; ${consequence}.`);
}

async function requestClasses(seg: Services, folder: string, classes: readonly EditedClass[]): Promise<void> {
  try {
    await seg.server.request("dataset/classes", { folder, classes });
  } catch (error) {
    if (!(error instanceof SegError && error.code === "server.ended")) throw error;
    // The server was lost on the way; the next one finishes what was begun, or it was not begun.
    const now = await seg.server.request("dataset/read", { folder });
    const names = (list: readonly LabelClass[]) => list.map(({ name, color }) => `${name} ${color}`).join("\n");
    if (names(now.classes) !== names(classes)) throw error;
  }
}
