import fc from "fast-check";
import { LabelMask } from "../../../../extension/shared/label/labelMask";
import type { Size } from "../../../../extension/shared/label/rect";
import { notLabelled } from "../../../../extension/shared/label/stroke";

export const sizes: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 16 }),
});

/** Masks of few values, in runs, so that there are regions. */
export function masks(size: Size): fc.Arbitrary<LabelMask> {
  const run = fc.tuple(fc.constantFrom(0, 0, 1, 2, notLabelled), fc.integer({ min: 1, max: size.width }));
  return fc.array(run, { maxLength: 3 * size.height }).map((runs) => {
    const mask = new LabelMask(size.width, size.height);
    let at = 0;
    for (const [value, length] of runs) mask.values.fill(value, at, (at += length));
    return mask;
  });
}

export function copyOf({ width, height, values }: LabelMask): LabelMask {
  return new LabelMask(width, height, values.slice());
}

/** A mask and something that depends on its size. */
export function maskAnd<T>(other: (size: Size) => fc.Arbitrary<T>): fc.Arbitrary<[LabelMask, T]> {
  return sizes.chain((size) => fc.tuple(masks(size), other(size)));
}
