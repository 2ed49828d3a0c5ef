import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeStroke, encodeStroke } from "../../../../extension/host/label/strokeJson";
import fc from "fast-check";
import { strokes } from "./strokes";

test("a stroke comes back from the journal as it was", () => {
  fc.assert(
    fc.property(strokes({ width: 40, height: 30 }), (stroke) => {
      assert.deepEqual(decodeStroke(JSON.parse(JSON.stringify(encodeStroke(stroke)))), stroke);
    }),
  );
});

test("a stroke whose numbers are a part of a larger buffer is written alone", () => {
  const points = Float32Array.of(9, 9, 1, 2, 9, 9).subarray(2, 4);
  const json = encodeStroke({ kind: "polygon", points, value: 1, keepsLabels: false });
  assert.deepEqual(json, { kind: "polygon", points: "AACAPwAAAEA=", value: 1, keepsLabels: false });
});

const brush = { kind: "brush", value: 1, keepsLabels: false, points: "AACAPwAAAEA=", radius: 2 };
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const runs = (...numbers: number[]) => base64(new Uint8Array(Uint32Array.from(numbers).buffer));
const points = (...numbers: number[]) => base64(new Uint8Array(Float32Array.from(numbers).buffer));

for (const [what, json, reason] of [
  ["nothing", null, /must be an object/],
  ["text", "brush", /must be an object/],
  ["no kind", { ...brush, kind: undefined }, /kind must be/],
  ["an unknown kind", { ...brush, kind: "spray" }, /kind must be/],
  ["no value", { ...brush, value: undefined }, /value must be a whole number/],
  ["a value that no pixel can hold", { ...brush, value: 256 }, /value must be a whole number/],
  ["a broken value", { ...brush, value: 1.5 }, /value must be a whole number/],
  ["a lock that is no truth value", { ...brush, keepsLabels: 0 }, /keepsLabels must be/],
  ["no radius", { ...brush, radius: undefined }, /radius must be/],
  ["a radius below half a pixel", { ...brush, radius: 0.4 }, /radius must be/],
  ["values without runs", { kind: "values", keepsLabels: true }, /runs must be triples/],
  ["values in pairs", { kind: "values", keepsLabels: true, runs: runs(1, 2) }, /runs must be triples/],
  ["a value too high", { kind: "values", keepsLabels: true, runs: runs(1, 2, 256) }, /values must be from 0 to 255/],
  ["values that overlap", { kind: "values", keepsLabels: true, runs: runs(1, 2, 1, 2, 2, 1) }, /runs must ascend/],
  ["no points", { ...brush, points: [1, 2] }, /points must be pairs/],
  ["points that are no base64", { ...brush, points: "AACAPwAA*EA=" }, /points must be pairs/],
  ["half of a point", { ...brush, points: points(1) }, /points must be pairs/],
  ["a point at infinity", { ...brush, points: points(1, Infinity) }, /points must be finite/],
  ["a point nowhere", { ...brush, points: points(NaN, 1) }, /points must be finite/],
  ["a pixel left of the image", { ...brush, kind: "flood", x: -1, y: 0 }, /x must be a whole number/],
  ["a pixel and a half", { ...brush, kind: "flood", x: 0, y: 0.5 }, /y must be a whole number/],
  ["runs that go back", { ...brush, kind: "runs", runs: runs(5, 1, 2, 1) }, /runs must ascend/],
  ["runs that overlap", { ...brush, kind: "runs", runs: runs(5, 2, 6, 1) }, /runs must ascend/],
  ["an empty run", { ...brush, kind: "runs", runs: runs(5, 0) }, /runs must ascend/],
  ["a run without end", { ...brush, kind: "runs", runs: runs(5, 4294967295) }, /runs must end/],
] as const)
  test(`${what} is no stroke`, () => assert.throws(() => decodeStroke(json), reason));

test("whatever is in the journal, decoding gives a stroke or an error in words", () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom("polygon", "brush", "flood", "runs", brush.points, true, 1));
  const anything = fc.record(
    { kind: field, value: field, keepsLabels: field, points: field, runs: field, radius: field, x: field, y: field },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anything, (json) => {
      try {
        const stroke = decodeStroke(json);
        assert.deepEqual(decodeStroke(JSON.parse(JSON.stringify(encodeStroke(stroke)))), stroke);
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.match(error.message, /^(A|A stroke|A brush).*\.$/);
      }
    }),
  );
});
