import type { TrainingEvent } from "../../../shared/protocol";

type Start = Extract<TrainingEvent, { type: "start" }>;
export type Epoch = Extract<TrainingEvent, { type: "epoch" }>;
export type Preview = Extract<TrainingEvent, { type: "preview" }>;
type Best = Extract<TrainingEvent, { type: "best" }>;
type Step = Extract<TrainingEvent, { type: "step" }>;

/**
 * The curves and pictures of a run, from its events one after the other, and its pace. How far it is, and which of its
 * epochs is the best, the server says; the points are here alone, so that only what is new travels.
 */
export class RunCurves {
  /** The last beginning: a run that goes on has more than one. */
  start: Start | null = null;
  /** The last step that was reported, and the first since the last beginning. */
  last: Step | null = null;
  first: Step | null = null;
  readonly steps: number[] = [];
  readonly losses: number[] = [];
  readonly rates: number[] = [];
  readonly epochs: Epoch[] = [];
  readonly previews: Preview[] = [];
  /** What the best weights reach on validation images that came after their epoch; null: there came no others. */
  measuredAnew: Best | null = null;

  add(events: readonly TrainingEvent[]): void {
    for (const event of events) this.#take(event);
  }

  #take(event: TrainingEvent): void {
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
        if (event.isBest) this.measuredAnew = null;
        return;
      case "best":
        this.measuredAnew = event;
        return;
      case "preview":
        this.previews.push(event);
        return;
      case "end":
        return; // the run's state says it
    }
  }

  /** What a kill has undone is done again, and reported again. */
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

/**
 * How long a run still takes, in seconds, by the pace since it began or went on, measuring and saving included; null
 * while nothing can be said.
 */
export function timeLeft({ start, first, last }: RunCurves, now: number): number | null {
  if (!start || !first || !last) return null;
  const done = last.step - first.step;
  const seconds = (Date.parse(last.time) - Date.parse(first.time)) / 1000;
  if (done <= 0 || !(seconds > 0)) return null;
  const left = start.epochs * start.stepsPerEpoch - last.step;
  const since = Math.max(0, now - Date.parse(last.time)) / 1000;
  return Math.max(0, (left * seconds) / done - since);
}
