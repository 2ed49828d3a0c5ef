import type { RunSummary } from "../protocol";

/** What a run is better than an earlier one on the same validation images. */
export interface Gain {
  /** The name of the earlier run. */
  readonly since: string;
  /** Of the best mean IoU. */
  readonly difference: number;
  /** How many more training images it has; below 0: fewer. */
  readonly images: number;
}

/** Compares a run with the last one before it that was measured on the same images; null: there is none. */
export function gainOf(run: RunSummary, runs: readonly RunSummary[]): Gain | null {
  if (run.bestMeanIou === null || run.validation.length === 0) return null;
  const images = setOf(run);
  const [before] = runs
    .filter((each) => each.name !== run.name && Date.parse(each.started) < Date.parse(run.started))
    .filter((each) => each.bestMeanIou !== null && setOf(each) === images)
    .sort((a, b) => Date.parse(b.started) - Date.parse(a.started));
  if (before === undefined || before.bestMeanIou === null) return null;
  return {
    since: before.name,
    difference: run.bestMeanIou - before.bestMeanIou,
    images: run.learned - before.learned,
  };
}

/** In words for a list. */
export function gainText({ since, difference, images }: Gain): string {
  const sign = difference < 0 ? "\u2212" : "+";
  const count = Math.abs(images);
  const more = `${count} ${images > 0 ? "more" : "fewer"} ${count === 1 ? "image" : "images"}`;
  return `${sign}${Math.abs(difference).toFixed(3)} since ${since}${images === 0 ? "" : ` with ${more}`}`;
}

function setOf({ validation }: RunSummary): string {
  return JSON.stringify([...validation].sort());
}
