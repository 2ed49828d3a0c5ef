import type { LabelListener } from "../../../../extension/host/label/journaledMask";
import type { Stroke } from "../../../../extension/shared/label/stroke";

/** The width and the height of a small image. */
export const size = 8;

/** Hears of no change. */
export const nobody: LabelListener = { patched: () => undefined, marked: () => undefined };

/** Gives the pixel of a place a value. */
export function dot(x: number, y: number, value: number): Stroke {
  return { kind: "runs", runs: Uint32Array.of(y * size + x, 1), value, keepsLabels: false };
}
