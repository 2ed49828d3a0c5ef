import * as path from "node:path";
import * as vscode from "vscode";
import type { RunSummary, TrainingEvent } from "../../shared/protocol";
import type { ToTrainView } from "../../shared/train/messages";
import { DatasetFolder } from "../datasets/datasetFolder";
import { SegError } from "../server/errors";
import type { Server } from "../server/server";
import { ComparedRuns } from "./comparedRuns";
import { RunFollower } from "./runFollower";

/** What a panel's page has of runs: the one that it shows, and those whose curves stand beside. */
export class ShownRuns {
  private stop = new vscode.CancellationTokenSource();
  /** Those beside it. */
  readonly compared: ComparedRuns;
  private shown: { readonly name: string; readonly follower: RunFollower } | null = null;

  constructor(
    private readonly server: Pick<Server, "request">,
    private readonly folder: string,
    private readonly post: (message: ToTrainView) => void,
    private readonly fail: (error: unknown) => void,
    /** How the shown run stands. */
    private readonly onRun: (run: RunSummary) => void,
    /** The shown run is not there any more. */
    private readonly onGone: () => void,
  ) {
    this.compared = new ComparedRuns(server, folder, post);
  }

  /** Has the page show a run, and sends it all events from the first. */
  async show(run: RunSummary, webview: vscode.Webview): Promise<void> {
    const { folder } = this;
    const { token } = this.stop;
    const { name } = run;
    const { classes } = await DatasetFolder.read(folder);
    if (token.isCancellationRequested) return;
    const base = webview.asWebviewUri(vscode.Uri.file(path.join(folder, "models", name))).toString();
    this.post({ type: "run", run, base, classes });
    const changed = (events: readonly TrainingEvent[], now: RunSummary) => {
      this.post({ type: "events", run: now, events });
      this.onRun(now);
    };
    const follower = new RunFollower(this.server, { folder, name }, { changed });
    this.shown = { name, follower };
    this.readOn();
  }

  /** One that was continued, here or elsewhere, is read on. */
  follow(runs: readonly RunSummary[]): void {
    if (runs.some(({ name, state }) => name === this.shown?.name && state === "running")) this.readOn();
  }

  private readOn(): void {
    this.shown?.follower.follow(this.stop.token).catch((error: unknown) => {
      if (error instanceof SegError && error.code === "runs.missing") this.onGone();
      else this.fail(error);
    });
  }

  /** The page shows another run next, or none. */
  clear(): void {
    this.compared.hideAll();
    this.stop.cancel();
    this.stop = new vscode.CancellationTokenSource();
    this.shown = null;
  }
}
