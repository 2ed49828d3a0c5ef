import * as path from "node:path";
import * as vscode from "vscode";
import { methods } from "../../shared/protocol";
import { writeAtomically } from "../files/atomicFile";
import { withProgress } from "../workbench/withProgress";
import type { TrainedModel } from "../models/trainedModels";
import type { Services } from "../services";

const open = "Open";

/** Writes a report of a model where the user wants it. */
export async function exportReport(
  seg: Services,
  { dataset, name }: Pick<TrainedModel, "dataset" | "name">,
): Promise<void> {
  const to = await vscode.window.showSaveDialog({
    title: "Export a Report of the Model",
    defaultUri: vscode.Uri.file(path.join(dataset, `${name}.html`)),
    filters: { HTML: ["html"] },
  });
  if (to === undefined) return;
  const params = { dataset, model: name, file: to.fsPath };
  const done = await withProgress(`Writing the report of ${name}`, (report, token) =>
    seg.server.requestWithProgress(methods.adviceReport, params, report, token),
  );
  if (done === undefined) return;
  // The browser of another machine does not see the file.
  const isHere = vscode.env.remoteName === undefined;
  const chosen = await vscode.window.showInformationMessage(
    `The report is in ${to.fsPath}.`,
    ...(isHere ? [open] : []),
  );
  if (chosen === open) await vscode.env.openExternal(to);
}

/** Writes a picture where the user wants it, and gives that place; undefined: nowhere. */
export async function savePicture(folder: string, name: string, png: Uint8Array): Promise<string | undefined> {
  const plain = name.replace(/[^\p{L}\p{N}._ -]/gu, "_");
  const to = await vscode.window.showSaveDialog({
    title: "Save the Picture",
    defaultUri: vscode.Uri.file(path.join(folder, `${plain}.png`)),
    filters: { PNG: ["png"] },
  });
  if (to === undefined) return undefined;
  await writeAtomically(to.fsPath, png);
  return to.fsPath;
}
