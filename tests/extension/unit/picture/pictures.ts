import fc from "fast-check";
import type { Picture } from "../../../../extension/shared/picture/picture";

/** Pictures of every kind of values, up to a size. */
export function pictures(maxWidth: number, maxHeight: number, minWidth = 1): fc.Arbitrary<Picture> {
  return fc
    .tuple(
      fc.integer({ min: minWidth, max: maxWidth }),
      fc.integer({ min: 1, max: maxHeight }),
      fc.constantFrom(1 as const, 3 as const),
      fc.constantFrom(Uint8Array, Uint16Array, Float32Array),
      fc.integer({ min: 1, max: 70000 }),
      fc.noShrink(fc.nat()),
    )
    .map(([width, height, channels, values, range, seed]) => {
      const next = randoms(seed);
      return { width, height, channels, values: new values(width * height * channels).map(() => next() * range) };
    });
}

/** Fast, since pictures have many values; fast-check draws the seed. */
export function randoms(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

export function gray(width: number, values: Picture["values"]): Picture {
  return { width, height: values.length / width, channels: 1, values };
}
