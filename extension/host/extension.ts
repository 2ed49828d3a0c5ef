import * as vscode from "vscode";
import { Datasets } from "./datasets/datasets";
import { activateInside } from "./inside/activateInside";
import { activateLabelEditor } from "./label/labelEditor";
import { activatePrediction } from "./predict/activatePrediction";
import { Rankings } from "./models/rankings";
import { RunLists } from "./models/runLists";
import { TrainedModels } from "./models/trainedModels";
import { activateResults } from "./results/activateResults";
import { activateServer } from "./server/activateServer";
import type { Server } from "./server/server";
import { StatusItem } from "./status/statusItem";
import type { Services } from "./services";
import { activateStart } from "./start/activateStart";
import { activateTraining } from "./train/activateTraining";
import { activateBadges } from "./views/activateBadges";
import { activateViews } from "./views/activateViews";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Seg", { log: true });
  const datasets = new Datasets();
  const status = new StatusItem();
  context.subscriptions.push(log, datasets, status);
  server = activateServer(context, log, (state, work) => status.showServer(state, work));
  const seg: Services = { log, server, datasets };
  const models = new TrainedModels(seg, context.workspaceState);
  const rankings = new Rankings(seg);
  const runs = new RunLists(seg);
  context.subscriptions.push(
    rankings,
    runs,
    runs.onDidChange(() => status.showTrainings(runs.running)),
  );
  activateLabelEditor(context, seg, models, rankings);
  activateTraining(context, seg, runs);
  activatePrediction(context, seg, models, rankings, activateResults(context, seg));
  activateInside(context, seg, models);
  activateViews(context, seg, runs, rankings);
  activateBadges(context, seg);
  activateStart(context, seg);
  seg.log.debug("Seg is active");
}

/** The window waits for this, a few seconds. */
export async function deactivate(): Promise<void> {
  await server?.close();
}
