import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import { mergePatches } from "./mergePatches";
import type { BrushStroke } from "../../../../extension/shared/label/stroke";
import { copyOf, maskAnd } from "./masks";
import { brushes } from "./strokes";

/** The square of the distance from a place to the line that the brush follows. */
function squaredDistance({ points, radius }: BrushStroke, x: number, y: number): number {
  const line = Array.from(points, (at) => (radius < 1 ? Math.floor(at) + 0.5 : at));
  let nearest = Infinity;
  for (let i = 0; i < line.length; i += 2) {
    const [ax = 0, ay = 0, bx = ax, by = ay] = line.slice(i, i + 4);
    const squaredLength = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = squaredLength === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squaredLength;
    const t = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, (x - ax - t * (bx - ax)) ** 2 + (y - ay - t * (by - ay)) ** 2);
  }
  return nearest;
}

test("a pixel is painted if and only if its centre is within the radius of the line", () => {
  fc.assert(
    fc.property(maskAnd(brushes), ([{ width, height }, brush]) => {
      const mask = new EditableMask(width, height);
      mask.apply({ ...brush, value: 1 });
      const squaredRadius = brush.radius ** 2;
      mask.values.forEach((value, pixel) => {
        const distance = squaredDistance(brush, (pixel % width) + 0.5, Math.floor(pixel / width) + 0.5);
        if (Math.abs(distance - squaredRadius) > 1e-9 * squaredRadius)
          assert.equal(value, distance < squaredRadius ? 1 : 0, `pixel ${pixel}`);
      });
    }),
    { numRuns: 500 },
  );
});

test("the smallest brush paints one pixel wherever its point is", () => {
  const place = fc.float({ min: 0, max: Math.fround(4.999), noNaN: true });
  fc.assert(
    fc.property(place, place, (x, y) => {
      const mask = new EditableMask(5, 5);
      const points = Float32Array.of(x, y);
      const inverse = mask.apply({ kind: "brush", points, radius: 0.5, value: 1, keepsLabels: false });
      assert.deepEqual(Array.from(inverse.runs), [Math.floor(y) * 5 + Math.floor(x), 1, 0]);
    }),
  );
});

test("drawn segment by segment a stroke gives the same pixels and the same inverse as at once", () => {
  fc.assert(
    fc.property(maskAnd(brushes), ([before, brush]) => {
      const whole = copyOf(before);
      const inverse = whole.apply(brush);
      const live = copyOf(before);
      const parts = [live.apply({ ...brush, points: brush.points.slice(0, 2) })];
      for (let i = 2; i < brush.points.length; i += 2)
        parts.push(live.apply({ ...brush, points: brush.points.slice(i - 2, i + 2) }));
      assert.deepEqual(live.values, whole.values);
      assert.deepEqual(mergePatches(parts), inverse);
    }),
  );
});

test("a brush far away and far beyond is cut off in no time", () => {
  const mask = new EditableMask(3, 2);
  const points = Float32Array.of(-1e30, -1e30, 1e30, 1e30);
  mask.apply({ kind: "brush", points, radius: 32768, value: 1, keepsLabels: false });
  assert.deepEqual(Array.from(mask.values), [1, 1, 1, 1, 1, 1]);
});
