import type { RunEvent } from "../../../shared/train/messages";
import type { Curve } from "./thin";

type Start = Extract<RunEvent, { type: "start" }>;
export type Epoch = Extract<RunEvent, { type: "epoch" }>;
export type Preview = Extract<RunEvent, { type: "preview" }>;
type Step = Extract<RunEvent, { type: "step" }>;

/** What a run has done, from its events one after the other. */
export class RunHistory {
  /** The last beginning: a run that goes on has more than one. */
  start: Start | null = null;
  /** The last step that was told of, and the first since the last beginning. */
  last: Step | null = null;
  first: Step | null = null;
  readonly steps: number[] = [];
  readonly losses: number[] = [];
  readonly rates: number[] = [];
  readonly epochs: Epoch[] = [];
  readonly previews: Preview[] = [];

  add(events: readonly RunEvent[]): void {
    for (const event of events) this.#take(event);
  }

  /** The epoch whose weights are kept as the best. */
  get best(): Epoch | null {
    return this.epochs.filter(({ isBest }) => isBest).at(-1) ?? null;
  }

  #take(event: RunEvent): void {
    switch (event.type) {
      case "start":
        this.start = event;
        this.first = null;
        this.last = null;
        this.#forgetAfter(event.step);
        return;
      case "step":
        this.first ??= event;
        this.last = event;
        this.steps.push(event.step);
        this.losses.push(event.loss);
        this.rates.push(event.learningRate);
        return;
      case "epoch":
        this.epochs.push(event);
        return;
      case "preview":
        this.previews.push(event);
        return;
      case "end":
        return; // the run's state tells it
    }
  }

  /** What a kill has undone is done again, and told again. */
  #forgetAfter(step: number): void {
    const keep = this.steps.findIndex((one) => one > step);
    if (keep >= 0) for (const list of [this.steps, this.losses, this.rates]) list.length = keep;
    const epochs = this.epochs.findIndex((epoch) => epoch.step > step);
    if (epochs >= 0) this.epochs.length = epochs;
    const last = this.epochs.at(-1)?.epoch ?? 0;
    const previews = this.previews.findIndex(({ epoch }) => epoch > last);
    if (previews >= 0) this.previews.length = previews;
  }
}

/** A value of each epoch over the steps. */
export function perEpoch({ epochs }: RunHistory, value: (epoch: Epoch) => number | null): Curve {
  return { x: epochs.map(({ step }) => step), y: epochs.map(value) };
}
