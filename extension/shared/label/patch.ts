import type { Rect } from "./rect";

/** Values for some pixels of a mask: what a stroke changed, or what it would take to undo it. */
export interface Patch {
  /** start0, length0, value0, start1, …: pixels in reading order (y * width + x), ascending, without overlap. */
  readonly runs: Uint32Array;
  /** The smallest rectangle around them; null where there are none. */
  readonly bounds: Rect | null;
}
