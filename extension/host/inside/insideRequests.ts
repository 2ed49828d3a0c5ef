import * as vscode from "vscode";
import { sentenceOf } from "../../shared/errorText";
import type { FromInsideView, ToInsideView } from "../../shared/inside/messages";
import { type PredictProgress, type Requests, methods } from "../../shared/protocol";
import type { Services } from "../services";

type Ask = Extract<FromInsideView, { type: "ask" }>;
type ExplainMethod = Ask["method"];

/** What a page may ask for. */
const allowed: ReadonlySet<string> = new Set([
  ...Object.values(methods).filter((method) => method.startsWith("explain/")),
  methods.adviceErrors,
  methods.adviceUncertainty,
]);

/** Answers what a page asks by number, until it is not wanted any more. */
export class InsideRequests {
  private readonly running = new Map<number, vscode.CancellationTokenSource>();

  constructor(
    private readonly seg: Services,
    private readonly post: (message: ToInsideView) => void,
  ) {}

  /** Asks the server for the page. `dataset` and `folder` are what the page does not know. */
  ask({ id, method, params }: Ask, dataset: string, folder: string): Promise<void> {
    if (!allowed.has(method)) throw new Error(`A page of Seg asked for ${String(method)}.`);
    const given = { ...params, of: { ...params.of, dataset, folder } } as Requests[ExplainMethod]["params"];
    return this.answer(id, (token) =>
      // Those that tell nothing of their progress do not know its parameter.
      method === "explain/heatmap" || method === "explain/pattern"
        ? this.seg.server.requestWithProgress(
            method,
            given as Requests["explain/heatmap"]["params"] & Requests["explain/pattern"]["params"],
            (progress) => this.post({ type: "progress", id, progress }),
            token,
          )
        : this.seg.server.request(method, given, token),
    );
  }

  /** Asks for what was measured of a model. */
  review(id: number, dataset: string, model: string): Promise<void> {
    const told = (progress: PredictProgress) => this.post({ type: "progress", id, progress });
    return this.answer(id, (token) =>
      this.seg.server.requestWithProgress(methods.adviceReview, { dataset, model }, told, token),
    );
  }

  /** Posts what comes of some work, or why nothing does. */
  async answer(id: number, work: (token: vscode.CancellationToken) => Promise<unknown>): Promise<void> {
    const stop = new vscode.CancellationTokenSource();
    this.running.set(id, stop);
    try {
      const result = await work(stop.token);
      if (!stop.token.isCancellationRequested) this.post({ type: "answer", id, result });
    } catch (error) {
      if (stop.token.isCancellationRequested) return;
      this.seg.log.warn(sentenceOf(error));
      this.post({ type: "refused", id, message: sentenceOf(error) });
    } finally {
      this.running.delete(id);
      stop.dispose();
    }
  }

  cancel(id: number): void {
    this.running.get(id)?.cancel();
  }

  dispose(): void {
    for (const stop of this.running.values()) stop.cancel();
  }
}
