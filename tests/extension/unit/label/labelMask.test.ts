import assert from "node:assert/strict";
import { test } from "node:test";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import type { Stroke } from "../../../../extension/shared/label/stroke";

/** A mask drawn with characters: "." 0, "?" 255, digits themselves. */
function maskOf(...lines: string[]): EditableMask {
  const values = Array.from(lines.join(""), (character) =>
    character === "." ? 0 : character === "?" ? 255 : Number(character),
  );
  return new EditableMask(lines[0]?.length ?? 0, lines.length, Uint8Array.from(values));
}

function linesOf({ width, height, values }: EditableMask): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(values.subarray(y * width, (y + 1) * width), (value) =>
      value === 0 ? "." : value === 255 ? "?" : String(value),
    ).join(""),
  );
}

function assertDraws(mask: EditableMask, stroke: Stroke, ...expected: string[]): void {
  mask.apply(stroke);
  assert.deepEqual(linesOf(mask), expected);
}

const pen = { value: 1, keepsLabels: false };

test("a triangle covers the pixels whose centres are in it", () => {
  const points = Float32Array.of(0, 0, 5, 0, 0, 5);
  assertDraws(maskOf(".....", ".....", "....."), { kind: "polygon", points, ...pen }, "1111.", "111..", "11...");
});

test("what a polygon winds around twice is filled", () => {
  const points = Float32Array.of(0, 0, 3, 0, 3, 3, 0, 3, 0, 0, 3, 0, 3, 3, 0, 3);
  assertDraws(
    maskOf("....", "....", "....", "...."),
    { kind: "polygon", points, ...pen },
    "111.",
    "111.",
    "111.",
    "....",
  );
});

test("rectangles that share an edge through pixel centres share no pixel", () => {
  const mask = maskOf("....", "....");
  mask.apply({ kind: "polygon", value: 1, keepsLabels: false, points: Float32Array.of(0, 0, 1.5, 0, 1.5, 2, 0, 2) });
  const inverse = mask.apply({
    kind: "polygon",
    value: 2,
    keepsLabels: false,
    points: Float32Array.of(1.5, 0, 4, 0, 4, 2, 1.5, 2),
  });
  assert.deepEqual(linesOf(mask), ["1222", "1222"]);
  assert.deepEqual(Array.from(inverse.runs), [1, 3, 0, 5, 3, 0]);
  assert.deepEqual(inverse.bounds, { x: 1, y: 0, width: 3, height: 2 });
});

for (const [what, points] of [
  ["no points", []],
  ["a point", [1.5, 1.5]],
  ["two points", [0, 0, 4, 4]],
  ["points on a line", [0, 0, 4, 4, 2, 2]],
] as const)
  test(`a polygon of ${what} paints nothing`, () => {
    const inverse = maskOf("....", "....", "....").apply({
      kind: "polygon",
      points: Float32Array.from(points),
      ...pen,
    });
    assert.deepEqual(inverse, { runs: new Uint32Array(0), bounds: null });
  });

test("the smallest brush paints the pixel under the point, even at the pixel's corner", () => {
  for (const at of [1, 1.3, 1.5, 1.99])
    assertDraws(
      maskOf("...", "...", "..."),
      { kind: "brush", points: Float32Array.of(at, at), radius: 0.5, ...pen },
      "...",
      ".1.",
      "...",
    );
});

test("a brush is round at its ends", () => {
  const points = Float32Array.of(2.5, 2.5, 4.5, 2.5);
  assertDraws(
    maskOf(".......", ".......", ".......", ".......", "......."),
    { kind: "brush", points, radius: 2, ...pen },
    "..111..",
    ".11111.",
    "1111111",
    ".11111.",
    "..111..",
  );
});

test("what is outside of the image is cut off", () => {
  assertDraws(
    maskOf("...", "..."),
    { kind: "brush", points: Float32Array.of(-50, 0.5, 0.5, 0.5), radius: 1, ...pen },
    "11.",
    "1..",
  );
  assertDraws(
    maskOf("...", "..."),
    { kind: "polygon", points: Float32Array.of(1, -9, 99, -9, 99, 99, 1, 99), ...pen },
    ".11",
    ".11",
  );
  assertDraws(maskOf("...", "..."), { kind: "flood", x: 3, y: 0, ...pen }, "...", "...");
  assertDraws(maskOf("...", "..."), { kind: "runs", runs: Uint32Array.of(5, 9, 20, 4), ...pen }, "...", "..1");
});

test("flood fills what is connected by edges", () => {
  assertDraws(maskOf("..2.", ".2..", "2..."), { kind: "flood", x: 0, y: 0, ...pen }, "112.", "12..", "2...");
});

test("with labels kept, only background and unlabelled pixels change", () => {
  assertDraws(maskOf(".2?1"), { kind: "runs", runs: Uint32Array.of(0, 4), value: 3, keepsLabels: true }, "3231");
  assertDraws(maskOf("22.."), { kind: "flood", x: 0, y: 0, value: 3, keepsLabels: true }, "22..");
  assertDraws(maskOf("??.."), { kind: "flood", x: 0, y: 0, value: 3, keepsLabels: true }, "33..");
});

test("the inverse holds what changed and nothing else", () => {
  const mask = maskOf("1.2", "..1");
  const inverse = mask.apply({ kind: "runs", runs: Uint32Array.of(0, 6), ...pen });
  assert.deepEqual(Array.from(inverse.runs), [1, 1, 0, 2, 1, 2, 3, 2, 0]);
  assert.deepEqual(inverse.bounds, { x: 0, y: 0, width: 3, height: 2 });
  const redo = mask.replace(inverse);
  assert.deepEqual(linesOf(mask), ["1.2", "..1"]);
  assert.deepEqual(Array.from(redo.runs), [1, 4, 1]);
});
