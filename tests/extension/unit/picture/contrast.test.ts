import assert from "node:assert/strict";
import { test } from "node:test";
import { autoStretch, fullRange } from "../../../../extension/shared/picture/contrast";
import { gray } from "./pictures";

test("the full range is the type's, of floats the picture's", () => {
  assert.deepEqual(fullRange(gray(1, Uint8Array.of(7))), { black: 0, white: 255 });
  assert.deepEqual(fullRange(gray(1, Uint16Array.of(7))), { black: 0, white: 65535 });
  assert.deepEqual(fullRange(gray(1, Float32Array.of(NaN, 0.5, -2, Infinity, -Infinity))), { black: -2, white: 0.5 });
});

test("one value in a thousand may be cut on each side", () => {
  const ramp = Uint16Array.from({ length: 10001 }, (_, i) => i + 300);
  assert.deepEqual(autoStretch(gray(1, ramp.reverse())), { black: 310, white: 10290 });
});

test("a few values far away do not count, nor do values that are no numbers", () => {
  const values = new Float32Array(5000).map((_, i) => (i % 2) * 0.25);
  values.set([1e9, -1e9, NaN, Infinity], 100);
  assert.deepEqual(autoStretch(gray(1, values)), { black: 0, white: 0.25 });
});

test("where nearly all values are the same, the others still show", () => {
  const values = new Uint8Array(5000).fill(3);
  values.set([9, 1], 100);
  assert.deepEqual(autoStretch(gray(1, values)), { black: 1, white: 9 });
});

test("black and white differ even where all values are the same or none is a number", () => {
  assert.deepEqual(autoStretch(gray(1, new Uint16Array(50).fill(40))), { black: 40, white: 41 });
  assert.deepEqual(autoStretch(gray(1, Float32Array.of(NaN, NaN))), { black: 0, white: 1 });
  assert.deepEqual(fullRange(gray(1, Float32Array.of(2))), { black: 2, white: 3 });
});

test("a large picture is sampled in all its columns and channels", () => {
  const size = 512;
  const values = new Uint8Array(size * size * 3);
  for (let i = 0; i < values.length; i++) {
    const isFirstColumn = Math.floor(i / 3) % size === 0;
    values[i] = (isFirstColumn ? 150 : 50) + (i % 3) * 30;
  }
  const { black, white } = autoStretch({ width: size, height: size, channels: 3, values });
  assert.equal(black, 50);
  assert.equal(white, 180); // the first column is two in a thousand, and a third of that is 210
});
