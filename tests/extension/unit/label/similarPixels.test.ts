import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Picture } from "../../../../extension/shared/picture/picture";
import { similarPixels } from "../../../../extension/shared/label/similarPixels";
import { gray, pictures } from "../picture/pictures";

/** One pixel after the other. */
function naive({ width, height, channels, values }: Picture, seed: number, tolerance: number): number[] {
  const channelsOf = (pixel: number) => Array.from(values.subarray(pixel * channels, (pixel + 1) * channels));
  const wanted = channelsOf(seed);
  const region = new Set<number>();
  const waiting = [seed];
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    if (pixel < 0 || pixel >= width * height || region.has(pixel)) continue;
    const differences = channelsOf(pixel).map((value, channel) => Math.abs(value - (wanted[channel] ?? NaN)));
    if (!(Math.max(...differences) <= tolerance)) continue;
    region.add(pixel);
    if (pixel % width > 0) waiting.push(pixel - 1);
    if (pixel % width < width - 1) waiting.push(pixel + 1);
    waiting.push(pixel - width, pixel + width);
  }
  return [...region].sort((a, b) => a - b);
}

test("the wand takes what is connected and near in value, in ascending runs", () => {
  const picture = gray(5, Uint8Array.of(10, 12, 30, 10, 10, 30, 11, 30, 10, 30, 10, 13, 14, 8, 10));
  assert.deepEqual(similarPixels(picture, 0, 0, 3), Uint32Array.of(0, 2, 6, 1, 10, 2));
  assert.deepEqual(similarPixels(picture, 0, 0, 4), Uint32Array.of(0, 2, 3, 2, 6, 1, 8, 1, 10, 5));
});

test("every channel of a colour must be near", () => {
  const values = Uint8Array.of(10, 10, 10, 13, 7, 10, 10, 10, 14);
  assert.deepEqual(similarPixels({ width: 3, height: 1, channels: 3, values }, 0, 0, 3), Uint32Array.of(0, 2));
});

test("a pixel that is no number, or none of the picture, has no region", () => {
  const picture = gray(2, Float32Array.of(NaN, 1));
  assert.deepEqual(similarPixels(picture, 0, 0, 5), new Uint32Array(0));
  assert.deepEqual(similarPixels(picture, 2, 0, 5), new Uint32Array(0));
  assert.deepEqual(similarPixels(picture, 1, 0, 5), Uint32Array.of(1, 1));
});

test("the wand finds what a search pixel by pixel finds", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(pictures(14, 10), fc.nat(), share, (picture, place, tolerance) => {
      const seed = place % (picture.width * picture.height);
      const spread = Math.max(...picture.values) * tolerance;
      const runs = similarPixels(picture, seed % picture.width, Math.floor(seed / picture.width), spread);
      const found: number[] = [];
      for (let i = 0; i < runs.length; i += 2)
        for (let j = 0; j < (runs[i + 1] ?? 0); j++) found.push((runs[i] ?? 0) + j);
      assert.deepEqual(found, naive(picture, seed, spread));
    }),
    { numRuns: 500 },
  );
});
