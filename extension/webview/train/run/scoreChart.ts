import type { SegClass } from "../../../shared/protocol";
import type { EpochScores } from "../../../shared/train/messages";
import { choice } from "../../shared/choice";
import { element } from "../../shared/element";
import { Chart } from "./chart";
import { perEpoch, type Epoch, type RunHistory } from "./history";
import { compared, type Line } from "./line";
import { classColor } from "./theme";

export type Score = "iou" | "dice";
export type Place = "heldOut" | "training";

const scoresAt: Record<Place, (epoch: Epoch) => EpochScores | null> = {
  heldOut: ({ scores }) => scores,
  training: ({ trainingScores }) => trainingScores ?? null,
};

const otherPlace = { heldOut: "training", training: "heldOut" } as const;

const meanOf = {
  heldOut: "mean on held-out images",
  training: "mean on training crops",
} as const;

/** IoU or Dice of each class, on the held-out images or on the crops learned from. */
export class ScoreChart {
  readonly #chart = new Chart({
    title: "Scores",
    height: 220,
    range: [0, 1],
    write: (value) => String(Number(value.toFixed(3))),
  });
  readonly #note = element(
    "p",
    { class: "note", hidden: "" },
    "On the crops of each epoch, augmented, before they were learned from. Augmentation makes them harder than whole images.",
  );
  readonly #places;
  #score: Score = "iou";
  #place: Place = "heldOut";
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
      ["heldOut", "Held-out images"],
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

  show(history: RunHistory, classes: readonly SegClass[], others: ReadonlyMap<string, RunHistory>): void {
    this.#redraw = () => {
      const place = placeToShow(history, this.#place);
      this.#places.show(place);
      this.#places.row.hidden = !hasScores(history, otherPlace[place]);
      this.#note.hidden = place !== "training";
      this.#chart.show(scoreLines(history, classes, others, place, this.#score));
    };
    this.#redraw();
  }
}

/** What is wished for, but where a run has no scores and the other has. */
export function placeToShow(history: RunHistory, wished: Place): Place {
  const other = otherPlace[wished];
  return !hasScores(history, wished) && hasScores(history, other) ? other : wished;
}

/** Each class and their mean, the mean on the other side of the split, and the means of other runs. */
export function scoreLines(
  history: RunHistory,
  classes: readonly SegClass[],
  others: ReadonlyMap<string, RunHistory>,
  place: Place,
  score: Score,
): readonly Line[] {
  const mean = (of: RunHistory, at: Place) => perEpoch(of, (epoch) => meanScore(scoresAt[at](epoch), score));
  const names = history.epochs.map(scoresAt[place]).find((scores) => scores !== null)?.classes ?? [];
  const lines = names.map(({ name }, i): Line => {
    const own = i === 0 ? undefined : classes.find((one) => one.name === name)?.color;
    const color: Line["color"] = (theme) => (i === 0 ? theme.muted : classColor(own, theme));
    const curve = perEpoch(history, (epoch) => scoresAt[place](epoch)?.classes[i]?.[score] ?? null);
    return { name, color, look: "plain", curve };
  });
  const foreground: Line["color"] = (theme) => theme.foreground;
  const other = otherPlace[place];
  const means: readonly Line[] = [
    ...(lines.length > 0
      ? [{ name: meanOf[place], color: foreground, look: "bold", curve: mean(history, place) } as const]
      : []),
    ...(hasScores(history, other)
      ? [{ name: meanOf[other], color: foreground, look: "dotted", curve: mean(history, other) } as const]
      : []),
  ];
  return [...lines, ...means, ...compared(others, (run) => mean(run, place))];
}

/** Over the classes that have the score. */
export function meanScore(scores: EpochScores | null, score: Score): number | null {
  const values = (scores?.classes ?? []).map((one) => one[score]).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function hasScores({ epochs }: RunHistory, place: Place): boolean {
  return epochs.some((epoch) => scoresAt[place](epoch) !== null);
}
