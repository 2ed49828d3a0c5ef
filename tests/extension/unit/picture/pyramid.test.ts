import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pyramidOf } from "../../../../extension/shared/picture/pyramid";
import { gray, pictures } from "./pictures";

test("a small picture is its own pyramid", () => {
  const picture = gray(256, new Uint8Array(256 * 2));
  assert.deepEqual(pyramidOf(picture), [picture]);
});

test("halves go on until the longer side is 256 at most, and round up", () => {
  const sizes = pyramidOf(gray(1025, new Uint16Array(1025 * 3))).map(({ width, height }) => [width, height]);
  assert.deepEqual(sizes, [
    [1025, 3],
    [513, 2],
    [257, 1],
    [129, 1],
  ]);
});

test("every pixel is the mean of those it stands for, in the picture's own type", () => {
  fc.assert(
    fc.property(pictures(700, 5, 257), (picture) => {
      const levels = pyramidOf(picture);
      for (const [index, level] of levels.slice(1).entries()) {
        const { width, height, values, channels } = levels[index] ?? picture;
        assert.equal(level.values.constructor, picture.values.constructor);
        level.values.forEach((value, place) => {
          const channel = place % channels;
          const x = 2 * (Math.floor(place / channels) % level.width);
          const y = 2 * Math.floor(place / channels / level.width);
          const covered = [
            [x, y],
            [x + 1, y],
            [x, y + 1],
            [x + 1, y + 1],
          ].filter(([x = 0, y = 0]) => x < width && y < height);
          const sum = covered.reduce(
            (sum, [x = 0, y = 0]) => sum + (values[(y * width + x) * channels + channel] ?? 0),
            0,
          );
          const mean = sum / covered.length;
          if (values instanceof Float32Array) assert.ok(Math.abs(value - mean) <= mean * 1e-6);
          else assert.equal(value, Math.floor(mean + 0.5));
        });
      }
    }),
    { numRuns: 20 },
  );
});

test("one pixel that is no number does not spoil its neighbours", () => {
  const values = new Float32Array(258).fill(2);
  values.set([NaN, 4, Infinity, -Infinity], 0);
  const half = pyramidOf(gray(258, values))[1];
  assert.deepEqual(Array.from(half?.values.subarray(0, 3) ?? []), [4, NaN, 2]);
});
