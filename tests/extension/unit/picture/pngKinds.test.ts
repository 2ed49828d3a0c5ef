import assert from "node:assert/strict";
import { test } from "node:test";
import { readPngMask, readPngPicture } from "../../../../extension/shared/picture/png";
import { chunk, pngOf } from "./pngBytes";

// The server's tests have the same kinds and samples: both ends have one definition of a mask.
const [width, height] = [11, 9];
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const palette = Array.from({ length: 768 }, (_, i) => (i * 7) & 255);
const kinds = [
  { name: "gray", kind: 0, samples: 1, depths: [1, 2, 4, 8, 16] },
  { name: "colours", kind: 2, samples: 3, depths: [8, 16] },
  { name: "palette", kind: 3, samples: 1, depths: [1, 2, 4, 8] },
  { name: "gray with alpha", kind: 4, samples: 2, depths: [8, 16] },
  { name: "colours with alpha", kind: 6, samples: 4, depths: [8, 16] },
] as const;

for (const { name, kind, samples, depths } of kinds)
  for (const depth of depths)
    for (const isInterlaced of [false, true])
      test(`${name} of ${depth} bits${isInterlaced ? ", interlaced" : ""}: samples are as stored`, () => {
        const file = make(kind, samples, depth, isInterlaced);
        const channels = [2, 3, 6].includes(kind) ? 3 : 1;
        const at = (x: number, y: number, channel: number) =>
          kind === 3 ? palette[3 * sample(x, y, 0, depth) + channel] : sample(x, y, channel, depth);
        const picture = readPngPicture(file);
        assert.deepEqual([picture.width, picture.height, picture.channels], [width, height, channels]);
        assert.deepEqual(Array.from(picture.values), all(channels, at));
        assert.equal(picture.values instanceof Uint16Array, depth === 16);

        if (depth === 16 || samples > 2)
          assert.throws(() => readPngMask(file), new RegExp(`of ${depth} bits; masks are`));
        else
          assert.deepEqual(
            Array.from(readPngMask(file).values),
            all(1, (x, y) => sample(x, y, 0, depth)),
          );
      });

test("an interlaced file of few bits that is cut short or changed is refused, never half shown", () => {
  const whole = make(3, 1, 4, true);
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => readPngMask(whole.subarray(0, length)), `${length} bytes`);
  for (let at = 0; at < whole.length; at++) {
    const changed = Uint8Array.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => readPngMask(changed), `byte ${at}`);
  }
  const lines = linesOf(1, 4, true);
  const of = (changed: readonly number[], depth = 4) =>
    pngOf({ width, height, depth, kind: 0, lines: changed, before: [], isInterlaced: true });
  assert.throws(() => readPngMask(of(lines.slice(0, -1))), /pixels end too early/);
  assert.throws(() => readPngMask(of([5, ...lines.slice(1)])), /no filter 5/);
  assert.throws(() => readPngMask(of(lines, 3)), /header is damaged/);
});

function make(kind: number, samples: number, depth: number, isInterlaced: boolean): Buffer {
  const before = kind === 3 ? [chunk("PLTE", palette.slice(0, 3 << depth))] : [];
  return pngOf({ width, height, depth, kind, lines: linesOf(samples, depth, isInterlaced), before, isInterlaced });
}

function sample(x: number, y: number, channel: number, depth: number): number {
  return (x * 2731 + y * 977 + channel * 4099 + x * y * 31) & (2 ** depth - 1);
}

function all<T>(channels: number, at: (x: number, y: number, channel: number) => T): T[] {
  return Array.from({ length: width * height * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    return at(pixel % width, Math.floor(pixel / width), i % channels);
  });
}

/** Each row begins with its filter, the next of the five. */
function linesOf(samples: number, depth: number, isInterlaced: boolean): number[] {
  const lines: number[] = [];
  const step = Math.max((samples * depth) / 8, 1);
  for (const [left, top, stepX, stepY] of isInterlaced ? passes : [[0, 0, 1, 1] as const]) {
    let above: number[] = [];
    for (let y = top; y < height; y += stepY) {
      const row = packed(y, left, stepX, samples, depth);
      if (row.length === 0) break;
      const filter = ((y / stepY + left) % 5) | 0;
      lines.push(filter, ...row.map((value, i) => (value - predicted(filter, row, above, i, step)) & 255));
      above = row;
    }
  }
  return lines;
}

function packed(y: number, left: number, stepX: number, samples: number, depth: number): number[] {
  let bits = "";
  for (let x = left; x < width; x += stepX)
    for (let channel = 0; channel < samples; channel++)
      bits += sample(x, y, channel, depth).toString(2).padStart(depth, "0");
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) =>
    parseInt(bits.slice(8 * i, 8 * i + 8).padEnd(8, "0"), 2),
  );
}

function predicted(filter: number, row: readonly number[], above: readonly number[], i: number, step: number): number {
  const [left, up, corner] = [row[i - step] ?? 0, above[i] ?? 0, above[i - step] ?? 0];
  const off = (value: number) => Math.abs(left + up - corner - value);
  const nearest = [left, up, corner].reduce((best, each) => (off(each) < off(best) ? each : best));
  return [0, left, up, Math.floor((left + up) / 2), nearest][filter] ?? 0;
}
