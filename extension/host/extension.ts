import * as vscode from "vscode";
import { Datasets } from "./datasets/datasets";
import { activateInside } from "./inside/activateInside";
import { activateLabelEditor } from "./label/labelEditor";
import { activatePrediction } from "./predict/activatePrediction";
import { Rankings } from "./predict/rankings";
import { TrainedModels } from "./predict/trainedModels";
import { activateResults } from "./results/activateResults";
import { activateServer } from "./server/activateServer";
import type { Server } from "./server/server";
import { StatusItem } from "./server/statusItem";
import type { Services } from "./services";
import { activateTraining } from "./train/activateTraining";
import { activateBadges } from "./views/activateBadges";
import { activateSegView } from "./views/activateSegView";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Seg", { log: true });
  const datasets = new Datasets();
  const status = new StatusItem();
  context.subscriptions.push(log, datasets, status);
  server = activateServer(context, log, status);
  const seg: Services = { log, server, datasets };
  const models = new TrainedModels(seg, context.workspaceState);
  const rankings = new Rankings(seg);
  context.subscriptions.push(rankings);
  const labels = activateLabelEditor(context, seg, models, rankings);
  const runs = activateTraining(context, seg, status);
  activatePrediction(context, seg, models, rankings, activateResults(context, seg));
  activateInside(context, seg, models);
  activateSegView(context, seg, labels, runs, rankings);
  activateBadges(context, seg);
  seg.log.debug("Seg is active");
}

/** The window waits for this, a few seconds. */
export async function deactivate(): Promise<void> {
  await server?.close();
}
