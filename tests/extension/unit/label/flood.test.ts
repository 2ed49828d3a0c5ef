import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import { notLabelled } from "../../../../extension/shared/label/stroke";
import { copyOf, maskAnd } from "./masks";

/** One pixel after the other. */
function naiveFlood(values: Uint8Array, width: number, seed: number, value: number): void {
  const old = values[seed];
  if (old === value) return;
  const waiting = [seed];
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    if (values[pixel] !== old) continue;
    values[pixel] = value;
    if (pixel % width > 0) waiting.push(pixel - 1);
    if (pixel % width < width - 1) waiting.push(pixel + 1);
    waiting.push(pixel - width, pixel + width); // what is above or below the mask is undefined
  }
}

test("flood paints what can be reached through pixels of the same value", () => {
  const cases = maskAnd(({ width, height }) =>
    fc.record({ x: fc.nat({ max: width - 1 }), y: fc.nat({ max: height - 1 }), value: fc.constantFrom(0, 1, 3, 255) }),
  );
  fc.assert(
    fc.property(cases, fc.boolean(), ([mask, { x, y, value }], keepsLabels) => {
      const expected = copyOf(mask).values;
      const old = expected[y * mask.width + x];
      if (!keepsLabels || old === 0 || old === notLabelled) naiveFlood(expected, mask.width, y * mask.width + x, value);
      mask.apply({ kind: "flood", x, y, value, keepsLabels });
      assert.deepEqual(mask.values, expected);
    }),
    { numRuns: 500 },
  );
});

test("flood runs into thousands of branches from one line", () => {
  const comb = new EditableMask(6000, 2);
  for (let x = 1; x < 6000; x += 2) comb.values[6000 + x] = 2;
  const inverse = comb.apply({ kind: "flood", x: 0, y: 0, value: 1, keepsLabels: false });
  assert.equal(comb.values.indexOf(0), -1);
  assert.equal(inverse.runs.length, 3 * 3000); // the first tooth joins the line above it
});

test("flood stays inside of an outline that is one pixel thin and touches itself by corners", () => {
  // prettier-ignore
  const mask = new EditableMask(5, 5, Uint8Array.of(
    0, 0, 1, 0, 0,
    0, 1, 0, 1, 0,
    1, 0, 0, 0, 1,
    0, 1, 0, 1, 0,
    0, 0, 1, 0, 0,
  ));
  mask.apply({ kind: "flood", x: 2, y: 2, value: 3, keepsLabels: false });
  // prettier-ignore
  assert.deepEqual([...mask.values], [
    0, 0, 1, 0, 0,
    0, 1, 3, 1, 0,
    1, 3, 3, 3, 1,
    0, 1, 3, 1, 0,
    0, 0, 1, 0, 0,
  ]);
});
