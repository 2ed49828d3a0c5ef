import type * as vscode from "vscode";
import type { Datasets } from "./datasets/datasets";
import type { Server } from "./server/server";

/** What every feature may use. */
export interface Services {
  /** The output channel "Seg". */
  readonly log: vscode.LogOutputChannel;
  /** Starts with its first request. */
  readonly server: Server;
  readonly datasets: Datasets;
}
