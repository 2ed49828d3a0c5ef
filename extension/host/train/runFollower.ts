import { setTimeout as wait } from "node:timers/promises";
import type { CancellationToken } from "vscode-jsonrpc/node";
import { type RunSummary, methods, type TrainingEvent } from "../../shared/protocol";
import { SegError } from "../server/errors";
import type { Server } from "../server/server";

/** Before the server is asked again after it has ended; milliseconds. */
const pause = 2000;

/** What is heard of a run. */
export interface RunListener {
  /** New lines of its events, in their order, and what all of them come to; at first, and with every change. */
  changed(events: readonly TrainingEvent[], run: RunSummary): void;
}

/**
 * Reads a run's events from the first one, and goes on as they come until the run has ended. A server that ends
 * meanwhile is asked again; where it stands in the file is known here.
 */
export class RunFollower {
  private offset = 0;
  private state: RunSummary["state"] | null = null;
  private isFollowing = false;

  constructor(
    private readonly server: Pick<Server, "request">,
    private readonly run: { readonly folder: string; readonly name: string },
    private readonly listener: RunListener,
    private readonly retryAfter = pause,
  ) {}

  /** Comes back at once where it is being read already; else when the run does not run any more, all its events are reported, or the token asks for it. */
  async follow(token: CancellationToken): Promise<void> {
    if (this.isFollowing) return;
    this.isFollowing = true;
    try {
      await this.readOn(token);
    } finally {
      this.isFollowing = false;
    }
  }

  private async readOn(token: CancellationToken): Promise<void> {
    while (!token.isCancellationRequested) {
      try {
        if (await this.read(token)) return;
      } catch (error) {
        if (token.isCancellationRequested) return;
        if (!(error instanceof SegError && error.code.startsWith("server."))) throw error;
        await wait(this.retryAfter);
      }
    }
  }

  /** Gives whether there is nothing more to come. */
  private async read(token: CancellationToken): Promise<boolean> {
    const { events, offset, run } = await this.server.request(
      methods.runsFollow,
      { ...this.run, offset: this.offset },
      token,
    );
    if (token.isCancellationRequested) return true;
    this.offset = offset;
    if (events.length > 0 || run.state !== this.state) this.listener.changed(events, run);
    this.state = run.state;
    return events.length === 0 && run.state !== "running";
  }
}
