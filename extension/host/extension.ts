import * as vscode from "vscode";
import { activateLabelEditor } from "./label/labelEditor";
import { activateServer } from "./server/activateServer";
import type { Server } from "./server/server";
import type { Services } from "./services";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Seg", { log: true });
  context.subscriptions.push(log);
  server = activateServer(context, log);
  const seg: Services = { log, server };
  activateLabelEditor(context, seg);
  seg.log.debug("Seg is active");
}

/** The window waits for this, a few seconds. */
export async function deactivate(): Promise<void> {
  await server?.close();
}
