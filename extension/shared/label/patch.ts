import type { Rect } from "./rect";

/** Values for some pixels of a mask: what a stroke changed, or what it would take to undo it. */
export interface Patch {
  /** start0, length0, value0, start1, …: pixels in reading order (y * width + x), ascending, without overlap. */
  readonly runs: Uint32Array;
  /** The smallest rectangle around them; null where there are none. */
  readonly bounds: Rect | null;
}

/** The patch of these runs in a mask of that width. */
export function patchOf(runs: Uint32Array, width: number): Patch {
  return { runs, bounds: boundsOf(runs, width) };
}

function boundsOf(runs: Uint32Array, width: number): Rect | null {
  if (runs.length === 0) return null;
  let left = width;
  let right = 0;
  let bottom = 0;
  for (let i = 0; i < runs.length; i += 3) {
    const start = runs[i] ?? 0;
    const last = start + (runs[i + 1] ?? 0) - 1;
    const line = Math.floor(start / width);
    const isWithinLine = last < (line + 1) * width;
    left = Math.min(left, isWithinLine ? start - line * width : 0);
    right = Math.max(right, isWithinLine ? last - line * width + 1 : width);
    bottom = Math.floor(last / width) + 1;
  }
  const top = Math.floor((runs[0] ?? 0) / width);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
