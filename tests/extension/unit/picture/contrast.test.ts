import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { autoStretch, fullRange, usualContrast } from "../../../../extension/shared/picture/contrast";
import type { Picture } from "../../../../extension/shared/picture/picture";
import { readPngPicture } from "../../../../extension/shared/picture/png";
import { shadeOf } from "../../../../extension/shared/view/shade";
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

  // As training and prediction see it: the server's tests have the same image.
  const bright = new Uint16Array(10_000).fill(500);
  bright.set([4500, 2500], 4050);
  const shade = shadeOf(gray(1, bright), autoStretch(gray(1, bright)));
  assert.ok(shade.kind === "table");
  assert.deepEqual(
    [500, 2500, 4500].map((value) => shade.levels[value]),
    [0, 128, 255],
  );
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

test("8 bits are shown as they are, but for those that would be black; more bits are stretched", () => {
  const usual = (values: Picture["values"]) => usualContrast(gray(1, values), autoStretch(gray(1, values)));
  assert.equal(usual(Uint8Array.of(0, 255)), "full");
  assert.equal(usual(Uint8Array.of(3, 90)), "full");
  assert.equal(usual(Uint8Array.of(0, 15)), "stretched", "4 bits");
  assert.equal(usual(Uint8Array.of(0, 1)), "stretched", "1 bit");
  assert.equal(usual(Uint16Array.of(0, 4095)), "stretched");
  assert.equal(usual(Float32Array.of(0, 1)), "stretched");
});

const odd = path.join(import.meta.dirname, "../../../../../shared/data/odd-files");
const skip = fs.existsSync(odd) ? false : "needs ../shared";

test("a few bright objects on a flat background are seen, where a blank image stays blank", { skip }, () => {
  const [sparse, blank] = ["sparse16", "blank16"].map((name) => {
    const picture = readPngPicture(fs.readFileSync(path.join(odd, `${name}.png`)));
    const shade = shadeOf(picture, autoStretch(picture));
    assert.ok(shade.kind === "table");
    return Array.from(picture.values, (value) => shade.levels[value] ?? 0);
  });
  const count = (levels: readonly number[] = [], level: number) => levels.filter((each) => each === level).length;
  assert.equal(count(blank, 0), blank?.length);
  assert.ok(count(sparse, 255) > 0);
  assert.ok(count(sparse, 0) > 0.99 * (sparse?.length ?? 0));
});
