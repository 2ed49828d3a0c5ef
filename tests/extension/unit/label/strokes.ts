import fc from "fast-check";
import type { Size } from "../../../../extension/shared/label/rect";
import {
  notLabelled,
  type BrushStroke,
  type PolygonStroke,
  type Stroke,
} from "../../../../extension/shared/label/stroke";

/** What a pen may leave in and around a small mask. Places are on a grid too, so that ties occur. */
export function points(mask: Size, maxLength = 8): fc.Arbitrary<Float32Array> {
  const along = (length: number) =>
    fc.oneof(
      fc.integer({ min: -8, max: 4 * length + 8 }).map((quarter) => quarter / 4),
      fc.float({ min: -3, max: Math.fround(length + 3), noNaN: true }),
    );
  return fc
    .array(fc.tuple(along(mask.width), along(mask.height)), { maxLength })
    .map((pairs) => Float32Array.from(pairs.flat()));
}

/** Few values, so that strokes meet their own class. */
const painted = { value: fc.constantFrom(0, 1, 2, notLabelled), keepsLabels: fc.boolean() };

export function polygons(mask: Size): fc.Arbitrary<PolygonStroke> {
  return record({ kind: fc.constant("polygon"), ...painted, points: points(mask) });
}

export function brushes(mask: Size): fc.Arbitrary<BrushStroke> {
  const radius = fc.oneof(fc.constantFrom(0.5, 1, 1.5, 2, 5), fc.double({ min: 0.5, max: 12, noNaN: true }));
  return record({ kind: fc.constant("brush"), ...painted, points: points(mask), radius });
}

/** Ascending pairs of start and length, some beyond the mask's end. */
export function runs(mask: Size): fc.Arbitrary<Uint32Array> {
  const step = fc.tuple(fc.nat({ max: mask.width }), fc.integer({ min: 1, max: 2 * mask.width }));
  return fc.array(step, { maxLength: 10 }).map((steps) => {
    let free = 0;
    return Uint32Array.from(
      steps.flatMap(([gap, length]) => {
        const start = free + gap;
        free = start + length;
        return [start, length];
      }),
    );
  });
}

/** The same with values, which are 1 to 3. */
export function valueRuns(mask: Size): fc.Arbitrary<Uint32Array> {
  return runs(mask).chain((pairs) =>
    fc
      .array(fc.constantFrom(1, 2, 3), { minLength: pairs.length / 2, maxLength: pairs.length / 2 })
      .map((values) =>
        Uint32Array.from(values.flatMap((value, i) => [pairs[i * 2] ?? 0, pairs[i * 2 + 1] ?? 1, value])),
      ),
  );
}

export function strokes(mask: Size): fc.Arbitrary<Stroke> {
  return fc.oneof(
    polygons(mask),
    brushes(mask),
    record({
      kind: fc.constant("flood"),
      ...painted,
      x: fc.nat({ max: mask.width + 1 }),
      y: fc.nat({ max: mask.height + 1 }),
    }),
    record({ kind: fc.constant("runs"), ...painted, runs: runs(mask) }),
    record({ kind: fc.constant("values"), keepsLabels: fc.boolean(), runs: valueRuns(mask) }),
  );
}

/** With the prototype that strokes in life have. */
function record<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(fields, { noNullPrototype: true });
}
