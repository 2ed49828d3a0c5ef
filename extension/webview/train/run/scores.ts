import type { SegClass, SegmentationScores } from "../../../shared/protocol";
import { choice } from "../../shared/choice";
import { element } from "../../shared/element";
import { Chart } from "./chart";
import type { Epoch, RunCurves } from "./runCurves";
import { compared, perEpoch, scoreText, type Line } from "./lines";
import { classColor } from "./theme";

export type Score = "iou" | "dice";
export type Place = "validation" | "training";

const scoresAt: Record<Place, (epoch: Epoch) => SegmentationScores | null> = {
  validation: ({ scores }) => scores,
  training: ({ trainingScores }) => trainingScores ?? null,
};

const otherPlace = { validation: "training", training: "validation" } as const;

const meanOf = {
  validation: "mean on validation images",
  training: "mean on training crops",
} as const;

/** IoU or Dice of each class, on the validation images or on the training crops. */
export class ScoreChart {
  readonly #chart = new Chart({
    title: "Scores",
    height: 220,
    range: [0, 1],
    write: scoreText,
  });
  readonly #note = element(
    "p",
    { class: "note", hidden: "" },
    "Measured on the augmented crops of each epoch, before the step that trains on them. Augmentation makes them harder than whole images.",
  );
  readonly #places;
  #score: Score = "iou";
  #place: Place = "validation";
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
    const places = [
      ["validation", "Validation images"],
      ["training", "Training crops"],
    ] as const;
    this.#places = choice<Place>("Measured on", places, (key) => {
      this.#place = key;
      this.#redraw();
    });
    this.#chart.head.append(element("div", { class: "choices" }, this.#places.row, scores.row));
    this.#chart.element.append(this.#note);
  }

  get element(): HTMLElement {
    return this.#chart.element;
  }

  show(curves: RunCurves, classes: readonly SegClass[], others: ReadonlyMap<string, RunCurves>): void {
    this.#redraw = () => {
      const place = placeToShow(curves, this.#place);
      this.#places.show(place);
      this.#places.row.hidden = !hasScores(curves, otherPlace[place]);
      this.#note.hidden = place !== "training";
      this.#chart.show(scoreLines(curves, classes, others, place, this.#score));
    };
    this.#redraw();
  }
}

/** What is wished for, but where a run has no scores and the other has. */
export function placeToShow(curves: RunCurves, wished: Place): Place {
  const other = otherPlace[wished];
  return !hasScores(curves, wished) && hasScores(curves, other) ? other : wished;
}

/** Each class and their mean, the mean on the other side of the split, and the means of other runs. */
export function scoreLines(
  curves: RunCurves,
  classes: readonly SegClass[],
  others: ReadonlyMap<string, RunCurves>,
  place: Place,
  score: Score,
): readonly Line[] {
  const mean = (of: RunCurves, at: Place) => perEpoch(of, (epoch) => meanScore(scoresAt[at](epoch), score));
  const names = curves.epochs.map(scoresAt[place]).find((scores) => scores !== null)?.classes ?? [];
  const lines = names.map(({ name }, i): Line => {
    const own = i === 0 ? undefined : classes.find((one) => one.name === name)?.color;
    const color: Line["color"] = (theme) => (i === 0 ? theme.muted : classColor(own, theme));
    const curve = perEpoch(curves, (epoch) => scoresAt[place](epoch)?.classes[i]?.[score] ?? null);
    return { name, color, look: "plain", curve };
  });
  const foreground: Line["color"] = (theme) => theme.foreground;
  const other = otherPlace[place];
  const means: readonly Line[] = [
    ...(lines.length > 0
      ? [{ name: meanOf[place], color: foreground, look: "bold", curve: mean(curves, place) } as const]
      : []),
    ...(hasScores(curves, other)
      ? [{ name: meanOf[other], color: foreground, look: "dotted", curve: mean(curves, other) } as const]
      : []),
  ];
  return [...lines, ...means, ...compared(others, (run) => mean(run, place))];
}

/** Over the classes that have the score. */
export function meanScore(scores: SegmentationScores | null, score: Score): number | null {
  const values = (scores?.classes ?? []).map((one) => one[score]).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function hasScores({ epochs }: RunCurves, place: Place): boolean {
  return epochs.some((epoch) => scoresAt[place](epoch) !== null);
}

/** The scores of the epoch that is kept, class by class. */
export function scoreTable(epoch: Pick<Epoch, "epoch" | "scores">, classes: readonly SegClass[]): HTMLElement {
  const rows = (epoch.scores?.classes ?? []).map(({ name, iou, dice }, i) => {
    const swatch = element("span", { class: i === 0 ? "swatch background" : "swatch" });
    swatch.style.backgroundColor = classes.find((one) => one.name === name)?.color ?? "";
    return row([swatch, name], iou, dice);
  });
  return element(
    "table",
    { class: "scores" },
    element("caption", {}, `Best epoch: ${epoch.epoch}. Its weights are the model.`),
    element(
      "thead",
      {},
      element("tr", {}, ...["Class", "IoU", "Dice"].map((title) => element("th", { scope: "col" }, title))),
    ),
    element("tbody", {}, ...rows),
    element("tfoot", {}, row(["Mean"], meanScore(epoch.scores, "iou"), meanScore(epoch.scores, "dice"))),
  );
}

function row(name: readonly (Node | string)[], ...scores: readonly (number | null)[]): HTMLTableRowElement {
  const cells = scores.map((score) => element("td", {}, score === null ? "–" : scoreText(score)));
  return element("tr", {}, element("th", { scope: "row" }, ...name), ...cells);
}
