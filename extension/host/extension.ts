import * as vscode from "vscode";
import { Datasets } from "./datasets/datasets";
import { activateLabelEditor } from "./label/labelEditor";
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
  const labels = activateLabelEditor(context, seg);
  const runs = activateTraining(context, seg, status);
  activateResults(context, seg);
  activateSegView(context, seg, labels, runs);
  activateBadges(context, seg);
  seg.log.debug("Seg is active");
}

/** The window waits for this, a few seconds. */
export async function deactivate(): Promise<void> {
  await server?.close();
}
