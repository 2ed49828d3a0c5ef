import { notLabelled } from "../label/stroke";
import type { OverlayColors } from "./overlayColors";

/** What one line of the screen shows of a mask. */
export interface OverlayLine {
  /** The mask's column for each of the screen's, -1 outside; one more on each side than is drawn. */
  readonly columns: Int32Array;
  readonly values: Uint8Array;
  /** What the screen's lines above and below show; null outside of the mask. */
  readonly above: Uint8Array | null;
  readonly below: Uint8Array | null;
  /** Where the stripes begin. */
  readonly phase: number;
}

/** Returns whether there are stripes in the line: the next line has them elsewhere. */
export function drawAreas(
  target: Uint32Array,
  { columns, values, phase }: OverlayLine,
  colors: OverlayColors,
): boolean {
  let isStriped = false;
  for (let i = 0; i < target.length; i++) {
    const column = columns[i + 1] ?? -1;
    const value = column < 0 ? 0 : (values[column] ?? 0);
    if (value === notLabelled) {
      isStriped = true;
      target[i] = colors.stripes[(phase + i) & 7] ?? 0;
    } else target[i] = colors.values[value] ?? 0;
  }
  return isStriped;
}

/** As {@link drawAreas}, without what is inside. */
export function drawOutlines(
  target: Uint32Array,
  { columns, values, above, below, phase }: OverlayLine,
  colors: OverlayColors,
): boolean {
  let isStriped = false;
  for (let i = 0; i < target.length; i++) {
    const column = columns[i + 1] ?? -1;
    const value = column < 0 ? 0 : (values[column] ?? 0);
    const left = columns[i] ?? -1;
    const right = columns[i + 2] ?? -1;
    const isInside =
      value === 0 ||
      (left >= 0 &&
        right >= 0 &&
        above !== null &&
        below !== null &&
        values[left] === value &&
        values[right] === value &&
        above[column] === value &&
        below[column] === value);
    if (isInside) target[i] = 0;
    else if (value === notLabelled) {
      isStriped = true;
      target[i] = colors.stripes[(phase + i) & 7] ?? 0;
    } else target[i] = colors.values[value] ?? 0;
  }
  return isStriped;
}
