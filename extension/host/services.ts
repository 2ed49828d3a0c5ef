import type * as vscode from "vscode";
import type { Server } from "./server/server";

/** What every feature may use. */
export interface Services {
  /** The output channel "Seg". */
  readonly log: vscode.LogOutputChannel;
  /** Starts with its first request. */
  readonly server: Server;
}
