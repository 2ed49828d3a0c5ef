import assert from "node:assert/strict";
import { test } from "node:test";
import { valueAt } from "../../../../extension/shared/picture/picture";
import { readPngMask, readPngPicture } from "../../../../extension/shared/picture/png";
import { chunk, png } from "./pngBytes";

const gray = 0;
const colors = 2;
const palette = 3;
const grayAlpha = 4;
const colorsAlpha = 6;

test("alpha is left out and multiplied with nothing, however low it is", () => {
  const rgba = [200, 100, 50, 0, 200, 100, 50, 1, 201, 99, 51, 128, 255, 0, 3, 255];
  assert.deepEqual(readPngPicture(png({ width: 4, kind: colorsAlpha, rows: [rgba] })), {
    width: 4,
    height: 1,
    channels: 3,
    values: Uint8Array.of(200, 100, 50, 200, 100, 50, 201, 99, 51, 255, 0, 3),
  });
  const of = readPngPicture(png({ width: 3, kind: grayAlpha, rows: [[7, 0, 8, 1, 9, 255]] }));
  assert.deepEqual([of.channels, of.values], [1, Uint8Array.of(7, 8, 9)]);
});

test("a colour that is named as transparent is a colour", () => {
  const transparent = chunk("tRNS", [0, 10, 0, 20, 0, 30]);
  const found = readPngPicture(
    png({ width: 3, kind: colors, rows: [[10, 20, 30, 1, 2, 3, 10, 20, 30]], before: [transparent] }),
  );
  assert.deepEqual(found.values, Uint8Array.of(10, 20, 30, 1, 2, 3, 10, 20, 30));
});

test("16 bits stay 16 bits", () => {
  const found = readPngPicture(png({ width: 2, depth: 16, kind: gray, rows: [[0x12, 0x34, 0xff, 0xfe]] }));
  assert.deepEqual(found.values, Uint16Array.of(0x1234, 0xfffe));
  const alpha = readPngPicture(png({ width: 1, depth: 16, kind: grayAlpha, rows: [[0x12, 0x34, 0, 1]] }));
  assert.deepEqual(alpha.values, Uint16Array.of(0x1234));
});

test("a palette gives its colours, and in a mask its indices", () => {
  const before = [chunk("PLTE", [9, 8, 7, 255, 0, 0, 1, 2, 3]), chunk("tRNS", [0, 128])];
  const file = png({ width: 5, depth: 2, kind: palette, rows: [[0b00_01_10_01, 0b10_000000]], before });
  assert.deepEqual(readPngPicture(file).values, Uint8Array.of(9, 8, 7, 255, 0, 0, 1, 2, 3, 255, 0, 0, 1, 2, 3));
  assert.deepEqual(readPngMask(file), { width: 5, height: 1, values: Uint8Array.of(0, 1, 2, 1, 2) });
});

test("masks of 1, 2, 4 and 8 bits are indices, not stretched", () => {
  const one = png({
    width: 9,
    depth: 1,
    kind: gray,
    rows: [
      [0b10110001, 0x80],
      [0, 0],
    ],
  });
  assert.deepEqual(readPngMask(one).values, Uint8Array.of(1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  assert.deepEqual(
    readPngMask(png({ width: 3, depth: 2, kind: gray, rows: [[0b11_01_10_00]] })).values,
    Uint8Array.of(3, 1, 2),
  );
  assert.deepEqual(
    readPngMask(png({ width: 3, depth: 4, kind: gray, rows: [[0xf1, 0x50]] })).values,
    Uint8Array.of(15, 1, 5),
  );
  assert.deepEqual(readPngMask(png({ width: 2, kind: gray, rows: [[255, 1]] })).values, Uint8Array.of(255, 1));
});

test("what is no mask is refused by what it is", () => {
  assert.throws(() => readPngMask(png({ width: 1, kind: colors, rows: [[1, 2, 3]] })), /3 channels of 8 bits/);
  assert.throws(() => readPngMask(png({ width: 1, depth: 16, kind: gray, rows: [[0, 1]] })), /1 channel of 16 bits/);
  assert.throws(() => readPngMask(Uint8Array.of(0xff, 0xd8, 0xff)), /no PNG/);
});

test("a file that is cut short or changed is refused, never half shown", () => {
  const rows = Array.from({ length: 40 }, (_, y) => Array.from({ length: 40 }, (_, x) => (x * 31 + y * 17) & 255));
  const whole = png({ width: 40, kind: gray, rows });
  assert.equal(readPngPicture(whole).values[41], 48);
  for (let length = 0; length < whole.length; length += 64)
    assert.throws(() => readPngPicture(whole.subarray(0, length)));
  for (let at = 8; at < whole.length - 12; at += 64) {
    const changed = Uint8Array.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => readPngPicture(changed), `byte ${at}`);
  }
  assert.throws(
    () => readPngPicture(png({ width: 40, kind: gray, rows: rows.slice(1), height: 40 })),
    "a row is missing",
  );
});

test("the value at a place of a mask is that of its pixel, and beside it there is none", () => {
  const mask = { width: 2, height: 2, values: Uint8Array.of(3, 4, 5, 6) };
  const places = [
    [0.9, 0.9],
    [1, 0],
    [0, 1.5],
    [2, 0],
    [-0.1, 0],
    [0, 2],
    [0, -1],
  ] as const;
  assert.deepEqual(
    places.map(([x, y]) => valueAt(mask, x, y)),
    [3, 4, 5, null, null, null, null],
  );
});
