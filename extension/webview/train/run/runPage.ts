import type { RunSummary, SegClass, TrainingEvent } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { Curves } from "./curves";
import { RunHeader, type HeaderActions } from "./header";
import { RunHistory } from "./history";
import { Previews } from "./previews";
import { scoreTable } from "./scores";

interface Opened {
  run: RunSummary;
  readonly classes: readonly SegClass[];
  readonly history: RunHistory;
}

/** A run while it learns, and what it has become. */
export class RunPage {
  readonly element: HTMLElement;
  readonly #header: RunHeader;
  readonly #curves = new Curves();
  readonly #previews = new Previews();
  readonly #table = element("div", { class: "table" });
  readonly #spoken = element("div", { class: "spoken", role: "status", "aria-live": "polite" });
  readonly #others = new Map<string, RunHistory>();
  #opened: Opened | null = null;
  #frame = 0;

  constructor(actions: HeaderActions) {
    this.#header = new RunHeader(actions);
    const results = element("div", { class: "results" }, this.#table, this.#previews.element);
    this.element = element(
      "article",
      { class: "run", "aria-labelledby": "run-title" },
      this.#header.element,
      this.#spoken,
      element("div", { class: "columns-of-run" }, this.#curves.element, results),
    );
    // The time left goes on between two events.
    setInterval(() => this.#opened && this.#tell(this.#opened), 1000);
  }

  get run(): RunSummary | null {
    return this.#opened?.run ?? null;
  }

  get compared(): ReadonlySet<string> {
    return new Set(this.#others.keys());
  }

  open(run: RunSummary, base: string, classes: readonly SegClass[]): void {
    this.#opened = { run, classes, history: new RunHistory() };
    this.#others.delete(run.name);
    this.#previews.open(base);
    this.#spoken.textContent = "";
    this.#soon();
  }

  close(): void {
    this.#opened = null;
  }

  add(name: string, events: readonly TrainingEvent[]): void {
    if (this.#opened?.run.name !== name) return; // of one that was shown before
    this.#opened.history.add(events);
    const epoch = events.filter((event) => event.type === "epoch").at(-1);
    if (epoch && this.#opened.run.state === "running") this.#spoken.textContent = spoken(epoch);
    this.#soon();
  }

  change(run: RunSummary): void {
    if (this.#opened?.run.name !== run.name) return;
    this.#opened.run = run;
    this.#soon();
  }

  /** Something could not be done: why. */
  refuse(message: string): void {
    this.#header.refuse(message);
  }

  /** Curves of another run beside; null takes them away. */
  compare(name: string, events: readonly TrainingEvent[] | null): void {
    if (events === null) this.#others.delete(name);
    else {
      const history = new RunHistory();
      history.add(events);
      this.#others.set(name, history);
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
    const { classes, history } = opened;
    this.#tell(opened);
    this.#curves.show(history, classes, this.#others);
    this.#previews.show(history.previews);
    this.#table.replaceChildren(...(history.best?.scores ? [scoreTable(history.best, classes)] : []));
  }

  #tell({ run, history }: Opened): void {
    this.#header.show(run, history, Date.now());
  }
}

function spoken({ epoch, loss, scores }: Extract<TrainingEvent, { type: "epoch" }>): string {
  const mean = scores?.meanIou;
  return `Epoch ${epoch} done: loss ${loss.toFixed(3)}${typeof mean === "number" ? `, mean IoU ${mean.toFixed(3)}` : ""}`;
}
