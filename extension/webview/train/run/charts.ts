import type { SegClass } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { Chart } from "./chart";
import type { RunCurves } from "./runCurves";
import { compared, lossText, perEpoch, type Line, type Curve } from "./lines";
import { ScoreChart } from "./scores";

/** Loss, scores and learning rate of the shown run, with those of others beside. */
export class Charts {
  readonly element: HTMLElement;
  readonly #loss = new Chart({ title: "Loss", height: 220, range: null, write: lossText });
  readonly #scores = new ScoreChart();
  readonly #rate = new Chart({ title: "Learning rate", height: 110, range: null, write: lossText });

  constructor() {
    this.element = element(
      "div",
      { class: "charts" },
      this.#loss.element,
      this.#scores.element,
      this.#rate.element,
      element("p", { class: "note" }, "The horizontal axis counts training steps."),
    );
  }

  show(curves: RunCurves, classes: readonly SegClass[], others: ReadonlyMap<string, RunCurves>): void {
    this.#loss.show([...lossLines(curves), ...compared(others, lossOf)]);
    this.#scores.show(curves, classes, others);
    this.#rate.show([
      { name: "now", color: ({ foreground }) => foreground, look: "plain", curve: rateOf(curves) },
      ...compared(others, rateOf),
    ]);
  }
}

function lossLines(curves: RunCurves): readonly Line[] {
  const color: Line["color"] = ({ foreground }) => foreground;
  return [
    { name: "each step", color, look: "pale", curve: { x: curves.steps, y: curves.losses } },
    { name: "training, mean of each epoch", color, look: "bold", curve: lossOf(curves) },
    ...(curves.epochs.some(({ validationLoss }) => typeof validationLoss === "number")
      ? [{ name: "validation images", color: validationColor, look: "bold", curve: validationLossOf(curves) } as const]
      : []),
  ];
}

const lossOf = (curves: RunCurves) => perEpoch(curves, ({ loss }) => loss);

const validationLossOf = (curves: RunCurves) => perEpoch(curves, ({ validationLoss }) => validationLoss ?? null);

const validationColor: Line["color"] = (theme) => theme.others[0] ?? theme.foreground;

const rateOf = ({ steps, rates }: RunCurves): Curve => ({ x: steps, y: rates });
