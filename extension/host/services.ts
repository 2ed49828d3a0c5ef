import * as vscode from "vscode";

/** What every feature may use. */
export interface Services {
  /** The output channel "Seg". */
  readonly log: vscode.LogOutputChannel;
}

export function createServices(context: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel("Seg", { log: true });
  context.subscriptions.push(log);
  return { log };
}
