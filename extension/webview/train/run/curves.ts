import type { SegClass } from "../../../shared/protocol";
import { choice } from "../../shared/choice";
import { element } from "../../shared/element";
import { Chart } from "./chart";
import type { RunHistory } from "./history";
import type { Line } from "./line";
import { classColor } from "./theme";
import type { Curve } from "./thin";

type Score = "iou" | "dice";

/** Loss, scores and learning rate of the shown run, with those of others beside. */
export class Curves {
  readonly element: HTMLElement;
  readonly #loss = new Chart({ title: "Loss", height: 220, range: null, write: written });
  readonly #scores = new Chart({
    title: "Scores on the held-out images",
    height: 220,
    range: [0, 1],
    write: (value) => String(Number(value.toFixed(3))),
  });
  readonly #rate = new Chart({ title: "Learning rate", height: 110, range: null, write: written });
  #score: Score = "iou";
  #redraw = () => {};

  constructor() {
    const options = [
      ["iou", "IoU"],
      ["dice", "Dice"],
    ] as const;
    const scores = choice<Score>("Score", options, (key) => {
      this.#score = key;
      scores.show(key);
      this.#redraw();
    });
    scores.show(this.#score);
    this.#scores.head.append(scores.row);
    this.element = element(
      "div",
      { class: "charts" },
      this.#loss.element,
      this.#scores.element,
      this.#rate.element,
      element("p", { class: "note" }, "From left to right: steps of training."),
    );
  }

  show(history: RunHistory, classes: readonly SegClass[], others: ReadonlyMap<string, RunHistory>): void {
    // Where nothing is held out there is nothing to measure on.
    this.#scores.element.hidden = history.epochs.length > 0 && history.epochs.every(({ scores }) => scores === null);
    this.#redraw = () => {
      this.#loss.show([...lossLines(history), ...compared(others, lossOf)]);
      const score = this.#score;
      this.#scores.show([...classLines(history, classes, score), ...compared(others, (other) => meanOf(other, score))]);
      this.#rate.show([
        { name: "now", color: ({ foreground }) => foreground, look: "plain", curve: rateOf(history) },
        ...compared(others, rateOf),
      ]);
    };
    this.#redraw();
  }
}

function lossLines(history: RunHistory): readonly Line[] {
  const color: Line["color"] = ({ foreground }) => foreground;
  return [
    { name: "each step", color, look: "pale", curve: { x: history.steps, y: history.losses } },
    { name: "training, mean of an epoch", color, look: "bold", curve: lossOf(history) },
    ...(history.epochs.some(({ validationLoss }) => typeof validationLoss === "number")
      ? [{ name: "held-out images", color: heldOutColor, look: "bold", curve: heldOutLossOf(history) } as const]
      : []),
  ];
}

function classLines(history: RunHistory, classes: readonly SegClass[], score: Score): readonly Line[] {
  const names = history.epochs.find(({ scores }) => scores)?.scores?.classes.map(({ name }) => name) ?? [];
  const lines = names.map((name, i): Line => {
    const own = i === 0 ? undefined : classes.find((one) => one.name === name)?.color;
    const color: Line["color"] = (theme) => (i === 0 ? theme.muted : classColor(own, theme));
    return {
      name,
      color,
      look: "plain",
      curve: perEpoch(history, ({ scores }) => scores?.classes[i]?.[score] ?? null),
    };
  });
  if (lines.length === 0) return lines;
  return [
    ...lines,
    { name: "mean", color: ({ foreground }) => foreground, look: "bold", curve: meanOf(history, score) },
  ];
}

function compared(others: ReadonlyMap<string, RunHistory>, curve: (history: RunHistory) => Curve): readonly Line[] {
  return [...others].map(([name, history], i) => ({
    name,
    color: (theme) => theme.others[i % theme.others.length] ?? theme.foreground,
    look: "dashed",
    curve: curve(history),
  }));
}

const lossOf = (history: RunHistory) => perEpoch(history, ({ loss }) => loss);

const heldOutLossOf = (history: RunHistory) => perEpoch(history, ({ validationLoss }) => validationLoss ?? null);

const heldOutColor: Line["color"] = (theme) => theme.others[0] ?? theme.foreground;

const rateOf = ({ steps, rates }: RunHistory): Curve => ({ x: steps, y: rates });

const meanOf = (history: RunHistory, score: Score) => perEpoch(history, (epoch) => meanScore(epoch, score));

function perEpoch({ epochs }: RunHistory, value: (epoch: RunHistory["epochs"][number]) => number | null): Curve {
  return { x: epochs.map(({ step }) => step), y: epochs.map(value) };
}

/** Over the classes that have the score. */
export function meanScore({ scores }: RunHistory["epochs"][number], score: Score): number | null {
  const values = (scores?.classes ?? []).map((one) => one[score]).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function written(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) < 0.001 ? value.toExponential(1).replace("e-", "e−") : String(Number(value.toPrecision(3)));
}
