import type { RunSummary, SegClass, TrainingEvent } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { Charts } from "./charts";
import { type Around, RunHeader, type HeaderActions } from "./header";
import { RunCurves } from "./runCurves";
import { Previews } from "./previews";
import { scoreTable } from "./scores";

interface Opened {
  run: RunSummary;
  readonly classes: readonly SegClass[];
  readonly curves: RunCurves;
}

/** A run while it learns, and what it has become. */
export class RunPage {
  readonly element: HTMLElement;
  readonly #header: RunHeader;
  readonly #charts = new Charts();
  readonly #previews = new Previews();
  readonly #table = element("div", { class: "table" });
  readonly #spoken = element("div", { class: "spoken", role: "status", "aria-live": "polite" });
  readonly #others = new Map<string, RunCurves>();
  #opened: Opened | null = null;
  #around: Around = { runs: [], unlabelled: 0 };
  #frame = 0;

  constructor(actions: HeaderActions) {
    this.#header = new RunHeader(actions);
    const results = element("div", { class: "results" }, this.#table, this.#previews.element);
    this.element = element(
      "article",
      { class: "run", "aria-labelledby": "run-title" },
      this.#header.element,
      this.#spoken,
      element("div", { class: "columns-of-run" }, this.#charts.element, results),
    );
    // The time left goes on between two events.
    setInterval(() => this.#opened && this.#showState(this.#opened), 1000);
  }

  get run(): RunSummary | null {
    return this.#opened?.run ?? null;
  }

  get compared(): ReadonlySet<string> {
    return new Set(this.#others.keys());
  }

  open(run: RunSummary, base: string, classes: readonly SegClass[]): void {
    this.#opened = { run, classes, curves: new RunCurves() };
    this.#others.delete(run.name);
    this.#previews.open(base);
    this.#spoken.textContent = "";
    this.#soon();
  }

  close(): void {
    this.#opened = null;
  }

  /** What has happened, and how the run stands now. */
  add(run: RunSummary, events: readonly TrainingEvent[]): void {
    if (this.#opened?.run.name !== run.name) return; // of one that was shown before
    this.#opened.run = run;
    this.#opened.curves.add(events);
    const epoch = events.filter((event) => event.type === "epoch").at(-1);
    if (epoch && run.state === "running") this.#spoken.textContent = spoken(epoch);
    this.#soon();
  }

  /** What there is beside the run. */
  setAround(around: Around): void {
    this.#around = around;
    this.#soon();
  }

  /** Something could not be done: why. */
  refuse(message: string): void {
    this.#header.refuse(message);
  }

  /** More of the curves of another run beside; null takes them away. */
  compare(name: string, events: readonly TrainingEvent[] | null): void {
    if (events === null) this.#others.delete(name);
    else {
      const curves = this.#others.get(name) ?? new RunCurves();
      curves.add(events);
      this.#others.set(name, curves);
    }
    this.#soon();
  }

  /** Draws what has changed, at most once a frame. */
  #soon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#opened) this.#draw(this.#opened);
    });
  }

  #draw(opened: Opened): void {
    const { run, classes, curves } = opened;
    this.#showState(opened);
    this.#charts.show(curves, classes, this.#others);
    this.#previews.show(curves.previews);
    const best = [curves.measuredAnew, ...curves.epochs].find((one) => one?.epoch === run.bestEpoch);
    this.#table.replaceChildren(...(best?.scores ? [scoreTable(best, classes)] : []));
  }

  #showState({ run, curves }: Opened): void {
    this.#header.show(run, curves, this.#around, Date.now());
  }
}

function spoken({ epoch, loss, scores }: Extract<TrainingEvent, { type: "epoch" }>): string {
  const mean = scores?.meanIou;
  return `Epoch ${epoch} done: loss ${loss.toFixed(3)}${typeof mean === "number" ? `, mean IoU ${mean.toFixed(3)}` : ""}`;
}
