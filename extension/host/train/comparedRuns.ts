import { CancellationTokenSource } from "vscode-jsonrpc/node";
import type { ToTrainView } from "../../shared/train/messages";
import type { Server } from "../server/server";
import { RunFollower, type RunListener } from "./runFollower";

/** The runs whose curves stand beside the shown one. A run may go on for days, so a page is told what is new and adds it. */
export class ComparedRuns {
  private readonly running = new Map<string, CancellationTokenSource>();

  constructor(
    private readonly server: Pick<Server, "request">,
    private readonly folder: string,
    private readonly post: (message: Extract<ToTrainView, { type: "compare" }>) => void,
  ) {}

  /** Tells the page all events of a run from the first one on, as they come. Comes back when there are no more. */
  async show(name: string): Promise<void> {
    this.hide(name);
    const stop = new CancellationTokenSource();
    this.running.set(name, stop);
    const { folder, server } = this;
    const changed: RunListener["changed"] = (events) => this.post({ type: "compare", run: name, events });
    await new RunFollower(server, { folder, name }, { changed }).follow(stop.token);
  }

  /** Has the page take a run's curves away. */
  hide(name: string): void {
    const stop = this.running.get(name);
    if (stop === undefined) return;
    stop.cancel();
    this.running.delete(name);
    this.post({ type: "compare", run: name, events: null });
  }

  hideAll(): void {
    for (const name of [...this.running.keys()]) this.hide(name);
  }
}
