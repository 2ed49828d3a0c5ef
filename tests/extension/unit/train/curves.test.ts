import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { join, lossText, scoreText, thin, tickText } from "../../../../extension/webview/train/run/lines";

const curves = fc
  .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 300 })
  .map((y) => ({ x: y.map((_, i) => i * 2 + 1), y }));

test("A thinned curve has few points, all of them its own, in order, its extremes among them", () => {
  fc.assert(
    fc.property(curves, fc.integer({ min: 4, max: 60 }), (curve, most) => {
      const { x, y } = thin(curve, most);
      assert.ok(x.length <= most);
      assert.deepEqual(
        y,
        x.map((value) => curve.y[(value - 1) / 2]),
      );
      assert.deepEqual(
        x,
        [...new Set(x)].sort((a, b) => a - b),
      );
      const values = y.filter((value) => value !== null);
      assert.equal(Math.max(...values), Math.max(...curve.y));
      assert.equal(Math.min(...values), Math.min(...curve.y));
    }),
  );
});

test("Joined curves stand over one x, with nothing where they have no point", () => {
  const [x, a, b] = join([
    { x: [1, 3], y: [10, 30] },
    { x: [2, 3, 5], y: [0.2, null, 0.5] },
  ]);
  assert.deepEqual(x, [1, 2, 3, 5]);
  assert.deepEqual(a, [10, null, 30, null]);
  assert.deepEqual(b, [null, 0.2, null, 0.5]);
});

test("The legend's numbers keep their zeros, the axes' do not", () => {
  assert.deepEqual([0.5, 0, 1].map(scoreText), ["0.500", "0.000", "1.000"]);
  assert.deepEqual([0.5, 0, 12, 1234, 0.0005].map(lossText), ["0.500", "0", "12.0", "1234", "5.0e−4"]);
  assert.deepEqual([0.5, 0, 12, 0.0005].map(tickText), ["0.5", "0", "12", "5.0e−4"]);
});
