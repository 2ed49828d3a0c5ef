import { type Patch, RunList } from "../../../../extension/shared/label/patch";
import { union } from "../../../../extension/shared/label/rect";

/**
 * One inverse of several strokes, or parts of a stroke, that were applied in this order: a pixel that several changed
 * gets the value it had before the first.
 */
export function mergePatches(patches: readonly Patch[]): Patch {
  const [first, ...others] = patches;
  if (first === undefined) return { runs: new Uint32Array(0), bounds: null };
  if (others.length === 0) return first;
  const half = Math.ceil(patches.length / 2);
  const early = mergePatches(patches.slice(0, half));
  const late = mergePatches(patches.slice(half));
  return { runs: mergeRuns(early.runs, late.runs), bounds: union(early.bounds, late.bounds) };
}

/** The early runs, and between them what they leave of the late ones. */
function mergeRuns(early: Uint32Array, late: Uint32Array): Uint32Array {
  const merged = new RunList();
  let from = 0;
  let at = 0;
  const pushLate = (until: number) => {
    for (; at < late.length; at += 3) {
      const start = Math.max(from, late[at] ?? 0);
      const end = (late[at] ?? 0) + (late[at + 1] ?? 0);
      if (start < Math.min(end, until)) merged.push(start, Math.min(end, until) - start, late[at + 2] ?? 0);
      if (end > until) return;
    }
  };
  for (let i = 0; i < early.length; i += 3) {
    const start = early[i] ?? 0;
    const length = early[i + 1] ?? 0;
    pushLate(start);
    merged.push(start, length, early[i + 2] ?? 0);
    from = start + length;
  }
  pushLate(Infinity);
  return merged.runs();
}
