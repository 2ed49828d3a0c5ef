import type { RunSummary, TrainingOptions } from "../protocol";

/** How long a training may take. */
export interface Estimate {
  readonly seconds: number;
  /** The run whose pace it is taken from. */
  readonly from: string;
}

/**
 * Estimates a training by the pace of the last run with the same encoder on the same kind of machine, as many pixels in a
 * step taking as long; null: there is none.
 * @param done epochs that are done already
 * @param device of this machine, as the server names it
 */
export function estimateOf(
  options: TrainingOptions,
  done: number,
  runs: readonly RunSummary[],
  device: string,
): Estimate | null {
  const like = runs
    .filter((run) => isLike(run, options) && run.device === deviceOf(options, device))
    .sort((a, b) => Date.parse(b.started) - Date.parse(a.started))
    .at(0);
  if (!like?.options || like.epochSeconds === null) return null;
  const share = pixelsOf(options) / pixelsOf(like.options);
  return { seconds: Math.max(0, options.epochs - done) * like.epochSeconds * share, from: like.name };
}

function isLike({ options, epochSeconds }: RunSummary, { encoder, freezeEncoder }: TrainingOptions): boolean {
  return epochSeconds !== null && options?.encoder === encoder && options.freezeEncoder === freezeEncoder;
}

/** In an epoch. */
function pixelsOf({ stepsPerEpoch, batch, crop }: TrainingOptions): number {
  return stepsPerEpoch * batch * crop ** 2;
}

/** What a run with these options is said to run on. */
function deviceOf({ threads }: TrainingOptions, device: string): string {
  const cores = /^CPU, (\d+) cores/.exec(device)?.[1];
  if (cores === undefined) return "GPU (CUDA)";
  const used = threads > 0 ? threads : Number(cores);
  return used === 1 ? "CPU, 1 thread" : `CPU, ${used} threads`;
}
