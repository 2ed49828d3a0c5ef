import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { difference } from "./difference";
import type { Patch } from "../../../../extension/shared/label/patch";
import { copyOf, maskAnd } from "./masks";
import { strokes } from "./strokes";

test("the inverse of a stroke is what it changed, no more and no less", () => {
  fc.assert(
    fc.property(maskAnd(strokes), ([mask, stroke]) => {
      const before = copyOf(mask).values;
      const inverse = mask.apply(stroke);
      assert.deepEqual(inverse, difference(mask.values, before, mask.width));
    }),
    { numRuns: 500 },
  );
});

test("only the stroke's value appears, and with labels kept it covers no label", () => {
  fc.assert(
    fc.property(maskAnd(strokes), ([mask, stroke]) => {
      const before = copyOf(mask).values;
      mask.apply(stroke);
      mask.values.forEach((value, pixel) => {
        const old = before[pixel];
        if (value === old) return;
        if (stroke.kind === "values") assert.ok([1, 2, 3].includes(value), `pixel ${pixel} became ${value}`);
        else assert.equal(value, stroke.value);
        if (stroke.keepsLabels) assert.ok(old === 0 || old === 255, `pixel ${pixel} was ${old}`);
      });
    }),
  );
});

test("undo gives back every pixel, redo the stroke's", () => {
  fc.assert(
    fc.property(maskAnd(strokes), ([mask, stroke]) => {
      const before = copyOf(mask).values;
      const undo = mask.apply(stroke);
      const after = copyOf(mask).values;
      const redo = mask.replace(undo);
      assert.deepEqual(mask.values, before);
      assert.deepEqual(mask.replace(redo), undo);
      assert.deepEqual(mask.values, after);
    }),
  );
});

test("after any strokes, undos and redos the mask is what the strokes left give", () => {
  const cases = maskAnd((size) =>
    fc.array(fc.oneof(strokes(size), fc.constantFrom("undo", "redo")), { maxLength: 30 }),
  );
  fc.assert(
    fc.property(cases, ([mask, steps]) => {
      const replayed = copyOf(mask);
      const done: { stroke: (typeof steps)[number]; undo: Patch }[] = [];
      const undone: { stroke: (typeof steps)[number]; redo: Patch }[] = [];
      for (const step of steps) {
        if (step === "undo") {
          const last = done.pop();
          if (last) undone.push({ stroke: last.stroke, redo: mask.replace(last.undo) });
        } else if (step === "redo") {
          const last = undone.pop();
          if (last) done.push({ stroke: last.stroke, undo: mask.replace(last.redo) });
        } else {
          undone.length = 0;
          done.push({ stroke: step, undo: mask.apply(step) });
        }
      }
      for (const { stroke } of done) if (typeof stroke !== "string") replayed.apply(stroke);
      assert.deepEqual(mask.values, replayed.values);
    }),
  );
});
