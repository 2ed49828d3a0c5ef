import * as path from "node:path";
import * as vscode from "vscode";
import { segJsonName } from "../datasets/segJson";
import type { Services } from "../services";
import { chooseDataset } from "../workbench/chooseDataset";
import { modelCommands } from "./modelCommands";
import type { RunLists } from "../models/runLists";
import { TrainPanels } from "./trainPanels";

/** Training: its panels, and the commands of the models. */
export function activateTraining(context: vscode.ExtensionContext, seg: Services, runs: RunLists): void {
  const panels = new TrainPanels(seg, runs, context);
  context.subscriptions.push(
    vscode.commands.registerCommand("seg.train.open", async (place?: Place, run?: string) => {
      const folder = place === undefined ? await chooseDataset(seg.datasets, "Train on a Dataset") : folderOf(place);
      if (folder !== undefined) await panels.open(folder, run ?? null);
    }),
    ...modelCommands(seg, runs, panels),
  );
}

/** Where to train, as menus and other commands say it: a folder or its seg.json in the explorer, a row of a view, or a full path. */
type Place = vscode.Uri | string | { readonly folder: string };

function folderOf(place: Place): string {
  if (typeof place === "string") return place;
  if (!(place instanceof vscode.Uri)) return place.folder;
  return path.basename(place.fsPath) === segJsonName ? path.dirname(place.fsPath) : place.fsPath;
}
