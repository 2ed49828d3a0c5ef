import type { RunSummary } from "../protocol";
import { changesOf } from "./changes";

/** What a run is better than an earlier one on the same validation images. */
export interface Gain {
  /** The name of the earlier run. */
  readonly since: string;
  /** Of the best mean IoU. */
  readonly difference: number;
  /** How many more training images it has; below 0: fewer. */
  readonly images: number;
  /** What else was changed, each in a few words. */
  readonly changes: readonly string[];
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
    changes: run.options && before.options ? changesOf(run.options, before.options) : [],
  };
}

/** In words for a list. */
export function gainText({ since, difference, images, changes }: Gain): string {
  const sign = difference < 0 ? "\u2212" : "+";
  const count = Math.abs(images);
  const more = `${count} ${images > 0 ? "more" : "fewer"} ${count === 1 ? "image" : "images"}`;
  const different = [...(images === 0 ? [] : [more]), ...changes].join(", ");
  return `${sign}${Math.abs(difference).toFixed(3)} since ${since}${different && ` with ${different}`}`;
}

/** Says of a run that it is worse than the model that it started from, measured on the same images; empty where it is not. */
export function worseThanStart(run: RunSummary, runs: readonly RunSummary[]): string {
  const start = runs.find(({ name }) => run.options?.weights?.endsWith(`/models/${name}/best.safetensors`));
  if (start === undefined || setOf(start) !== setOf(run) || run.validation.length === 0) return "";
  const { bestMeanIou: now } = run;
  const { bestMeanIou: before, name } = start;
  if (now === null || before === null || now >= before) return "";
  return `It is worse than ${name}, from which it started: mean IoU ${now.toFixed(3)}, ${before.toFixed(3)} before. Use ${name}, or train again with a lower learning rate or more epochs.`;
}

function setOf({ validation }: RunSummary): string {
  return JSON.stringify([...validation].sort());
}
