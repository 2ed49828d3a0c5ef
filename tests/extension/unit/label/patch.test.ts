import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { difference } from "./difference";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import { mergePatches } from "./mergePatches";
import { patchOf } from "../../../../extension/shared/label/patch";
import { copyOf, maskAnd, masks } from "./masks";
import { strokes } from "./strokes";

test("the difference of two masks, by hand", () => {
  const before = Uint8Array.of(0, 0, 1, 2, 2, 0, 0, 0);
  const after = Uint8Array.of(0, 3, 3, 2, 3, 3, 1, 0);
  assert.deepEqual(difference(before, after, 4), {
    runs: Uint32Array.of(1, 2, 3, 4, 2, 3, 6, 1, 1),
    bounds: { x: 0, y: 0, width: 3, height: 2 },
  });
  assert.deepEqual(difference(before, before, 4), { runs: new Uint32Array(0), bounds: null });
});

test("the difference turns one mask into the other and touches no pixel that is the same", () => {
  fc.assert(
    fc.property(maskAnd(masks), ([before, after]) => {
      const patch = difference(before.values, after.values, before.width);
      const changed = copyOf(before);
      changed.replace(patch);
      assert.deepEqual(changed.values, after.values);
      for (let i = 0; i < patch.runs.length; i += 3) {
        const [start = 0, length = 0, value] = patch.runs.subarray(i, i + 3);
        assert.ok(before.values.subarray(start, start + length).every((old) => old !== value));
      }
    }),
  );
});

test("a run that goes over the end of a line reaches from side to side", () => {
  assert.deepEqual(patchOf(Uint32Array.of(6, 3, 1), 4).bounds, { x: 0, y: 1, width: 4, height: 2 });
  assert.deepEqual(patchOf(Uint32Array.of(5, 2, 1, 10, 1, 1), 4).bounds, { x: 1, y: 1, width: 2, height: 2 });
});

test("bounds are the smallest rectangle", () => {
  fc.assert(
    fc.property(maskAnd(masks), ([before, after]) => {
      const { bounds } = difference(before.values, after.values, before.width);
      const changed = [...after.values.keys()].filter((pixel) => after.values[pixel] !== before.values[pixel]);
      const columns = changed.map((pixel) => pixel % before.width);
      const lines = changed.map((pixel) => Math.floor(pixel / before.width));
      const [x, y] = [Math.min(...columns), Math.min(...lines)];
      const [right, bottom] = [Math.max(...columns) + 1, Math.max(...lines) + 1];
      assert.deepEqual(bounds, changed.length === 0 ? null : { x, y, width: right - x, height: bottom - y });
    }),
  );
});

test("of several patches the first one's values count", () => {
  const merged = mergePatches([
    patchOf(Uint32Array.of(2, 2, 7), 10),
    patchOf(Uint32Array.of(0, 6, 8), 10),
    patchOf(Uint32Array.of(5, 2, 9, 12, 1, 9), 10),
  ]);
  assert.deepEqual(merged, {
    runs: Uint32Array.of(0, 2, 8, 2, 2, 7, 4, 2, 8, 6, 1, 9, 12, 1, 9),
    bounds: { x: 0, y: 0, width: 7, height: 2 },
  });
  assert.deepEqual(mergePatches([]), { runs: new Uint32Array(0), bounds: null });
});

test("one merged inverse undoes all strokes", () => {
  fc.assert(
    fc.property(
      maskAnd((size) => fc.array(strokes(size), { maxLength: 9 })),
      ([mask, several]) => {
        const before = copyOf(mask).values;
        const inverses = several.map((stroke) => mask.apply(stroke));
        mask.replace(mergePatches(inverses));
        assert.deepEqual(mask.values, before);
      },
    ),
  );
});

test("a patch that reaches beyond the mask is cut off", () => {
  const mask = new EditableMask(2, 2);
  const inverse = mask.replace(patchOf(Uint32Array.of(3, 5, 1, 9, 1, 1), 2));
  assert.deepEqual(Array.from(mask.values), [0, 0, 0, 1]);
  assert.deepEqual(Array.from(inverse.runs), [3, 1, 0]);
});
