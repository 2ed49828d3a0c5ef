import * as vscode from "vscode";
import { Datasets } from "./datasets/datasets";
import { activateLabelEditor } from "./label/labelEditor";
import { activateServer } from "./server/activateServer";
import type { Server } from "./server/server";
import type { Services } from "./services";
import { activateBadges } from "./views/activateBadges";
import { activateSegView } from "./views/activateSegView";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Seg", { log: true });
  const datasets = new Datasets();
  context.subscriptions.push(log, datasets);
  server = activateServer(context, log);
  const seg: Services = { log, server, datasets };
  const labels = activateLabelEditor(context, seg);
  activateSegView(context, seg, labels);
  activateBadges(context, seg);
  seg.log.debug("Seg is active");
}

/** The window waits for this, a few seconds. */
export async function deactivate(): Promise<void> {
  await server?.close();
}
