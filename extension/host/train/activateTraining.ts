import * as path from "node:path";
import * as vscode from "vscode";
import { segJsonName } from "../datasets/segJson";
import type { StatusItem } from "../server/statusItem";
import type { Services } from "../services";
import { chooseDataset } from "../views/chooseDataset";
import { modelCommands } from "./modelCommands";
import { RunLists } from "./runLists";
import { TrainingProgress } from "./trainingProgress";
import { TrainPanels } from "./trainPanels";

/** Training: its panels, the commands of the models, and what the status bar tells of it. Gives the lists of runs. */
export function activateTraining(context: vscode.ExtensionContext, seg: Services, status: StatusItem): RunLists {
  const runs = new RunLists(seg);
  const panels = new TrainPanels(seg, runs, context);
  context.subscriptions.push(
    runs,
    runs.onDidChange(() => status.showTrainings(runs.running)),
    new TrainingProgress(runs),
    vscode.commands.registerCommand("seg.train.open", async (given?: Given, run?: string) => {
      const folder = given === undefined ? await chooseDataset(seg.datasets, "Train on a Dataset") : folderOf(given);
      if (folder !== undefined) await panels.open(folder, run ?? null);
    }),
    ...modelCommands(seg, runs, panels),
  );
  return runs;
}

/** What a menu or another command gives: a folder or its seg.json in the explorer, a row of a view, or a full path. */
type Given = vscode.Uri | string | { readonly folder: string };

function folderOf(given: Given): string {
  if (typeof given === "string") return given;
  if (!(given instanceof vscode.Uri)) return given.folder;
  return path.basename(given.fsPath) === segJsonName ? path.dirname(given.fsPath) : given.fsPath;
}
