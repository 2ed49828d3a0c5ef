import fc from "fast-check";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import type { Size } from "../../../../extension/shared/label/rect";
import { notLabelled } from "../../../../extension/shared/label/stroke";

export const sizes: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 16 }),
});

/** Masks of few values, in runs, so that there are regions. */
export function masks(size: Size): fc.Arbitrary<EditableMask> {
  const run = fc.tuple(fc.constantFrom(0, 0, 1, 2, notLabelled), fc.integer({ min: 1, max: size.width }));
  return fc.array(run, { maxLength: 3 * size.height }).map((runs) => {
    const mask = new EditableMask(size.width, size.height);
    let at = 0;
    for (const [value, length] of runs) mask.values.fill(value, at, (at += length));
    return mask;
  });
}

export function copyOf({ width, height, values }: EditableMask): EditableMask {
  return new EditableMask(width, height, values.slice());
}

/** A mask and something that depends on its size. */
export function maskAnd<T>(other: (size: Size) => fc.Arbitrary<T>): fc.Arbitrary<[EditableMask, T]> {
  return sizes.chain((size) => fc.tuple(masks(size), other(size)));
}
