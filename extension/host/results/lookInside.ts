import * as path from "node:path";
import * as vscode from "vscode";
import type { KeptInside } from "../../shared/inside/messages";
import type { ResultsOf } from "./shownImage";

/** Opens the look inside a model with an image of its dataset. */
export async function lookInside({ model, folder }: ResultsOf, image: string): Promise<void> {
  const name = path.basename(model);
  // Its images and the model must be of one dataset.
  if (model !== path.join(folder, "models", name))
    throw new Error(`The images are not of the dataset that ${name} was trained on; open one of that dataset.`);
  const kept: KeptInside = { dataset: folder, model: name, image };
  await vscode.commands.executeCommand("seg.inside.open", kept);
}
