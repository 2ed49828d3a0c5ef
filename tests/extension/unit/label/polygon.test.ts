import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import { sizes } from "./masks";
import { points } from "./strokes";

/** How often the polygon turns around a place, from the angles under which it sees the edges; null on an edge. */
function turns(polygon: Float32Array, x: number, y: number): number | null {
  let sum = 0;
  for (let i = 0; i < polygon.length; i += 2) {
    const j = (i + 2) % polygon.length;
    const [ax, ay] = [(polygon[i] ?? 0) - x, (polygon[i + 1] ?? 0) - y];
    const [bx, by] = [(polygon[j] ?? 0) - x, (polygon[j + 1] ?? 0) - y];
    const angle = Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
    if ((ax === 0 && ay === 0) || Math.abs(angle) > Math.PI - 1e-5) return null;
    sum += angle;
  }
  return Math.round(sum / (2 * Math.PI));
}

test("a pixel is painted if and only if the polygon turns around its centre", () => {
  const cases = sizes.chain((size) => fc.tuple(fc.constant(size), points(size, 12)));
  fc.assert(
    fc.property(cases, ([{ width, height }, polygon]) => {
      const mask = new EditableMask(width, height);
      mask.apply({ kind: "polygon", points: polygon, value: 1, keepsLabels: false });
      mask.values.forEach((value, pixel) => {
        const around = turns(polygon, (pixel % width) + 0.5, Math.floor(pixel / width) + 0.5);
        if (around !== null) assert.equal(value, around === 0 ? 0 : 1, `pixel ${pixel}`);
      });
    }),
    { numRuns: 500 },
  );
});

test("two polygons that share a border share no pixel and leave none between them", () => {
  const cases = sizes.chain((size) =>
    fc.tuple(
      fc.constant(size),
      points({ width: size.width, height: 0 }).map((numbers) => numbers.filter((_, i) => i % 2 === 0)),
    ),
  );
  fc.assert(
    fc.property(cases, ([{ width, height }, places]) => {
      // A border from top to bottom, which may run along pixel centres.
      const inside = places.map((x) => Math.min(width, Math.max(0, x)));
      const border = Array.from(inside, (x, i) => [x, Math.round((4 * height * i) / (inside.length - 1 || 1)) / 4]);
      if (border.length < 2) return;
      const left = new EditableMask(width, height);
      const right = new EditableMask(width, height);
      const pen = { kind: "polygon", value: 1, keepsLabels: false } as const;
      left.apply({ ...pen, points: Float32Array.from([0, 0, ...border.flat(), 0, height]) });
      right.apply({ ...pen, points: Float32Array.from([width, height, ...[...border].reverse().flat(), width, 0]) });
      left.values.forEach((value, pixel) => assert.equal(value + (right.values[pixel] ?? 0), 1, `pixel ${pixel}`));
    }),
  );
});

test("the direction in which a polygon is drawn and where it begins change nothing", () => {
  const cases = sizes.chain((size) => fc.tuple(fc.constant(size), points(size, 12), fc.nat()));
  fc.assert(
    fc.property(cases, ([{ width, height }, polygon, turn]) => {
      const pairs = Array.from({ length: polygon.length / 2 }, (_, i) => polygon.subarray(2 * i, 2 * i + 2));
      const from = pairs.length === 0 ? 0 : turn % pairs.length;
      const other = [...pairs.slice(from), ...pairs.slice(0, from)].reverse().flatMap((pair) => Array.from(pair));
      const drawn = [polygon, Float32Array.from(other)].map((points) => {
        const mask = new EditableMask(width, height);
        mask.apply({ kind: "polygon", points, value: 1, keepsLabels: false });
        return mask.values;
      });
      assert.deepEqual(drawn[0], drawn[1]);
    }),
  );
});

test("a polygon far away and far beyond is cut off in no time", () => {
  const mask = new EditableMask(3, 2);
  const far = 3e38;
  mask.apply({
    kind: "polygon",
    points: Float32Array.of(-far, -far, far, -far, far, far, -far, far),
    value: 1,
    keepsLabels: false,
  });
  assert.deepEqual(Array.from(mask.values), [1, 1, 1, 1, 1, 1]);
});
