import { notLabelled } from "../label/stroke";
import type { Mask } from "../picture/picture";

/** The value of a pixel that is predicted otherwise than it is labelled. */
export const wrong = 1;

/**
 * Where a prediction is {@link wrong}; 0 elsewhere. Pixels that are not labelled stay so: nobody knows what is right
 * there. Null where the two have not the same size.
 */
export function differenceOf(label: Mask, prediction: Mask): Mask | null {
  const { width, height } = label;
  if (prediction.width !== width || prediction.height !== height) return null;
  const values = new Uint8Array(width * height);
  for (let i = 0; i < values.length; i++) {
    const expected = label.values[i] ?? 0;
    if (expected === notLabelled) values[i] = notLabelled;
    else if (expected !== prediction.values[i]) values[i] = wrong;
  }
  return { width, height, values };
}
