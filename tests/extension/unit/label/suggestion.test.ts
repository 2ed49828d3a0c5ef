import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import { Suggestion } from "../../../../extension/shared/label/suggestion";

/** Digits are values, dots are background. */
function mask(...lines: readonly string[]): EditableMask {
  const values = lines.join("").replaceAll(".", "0");
  return new EditableMask(lines[0]?.length ?? 0, lines.length, Uint8Array.from(values, Number));
}

function text({ width, values }: EditableMask): string[] {
  const all = [...values].join("").replaceAll("0", ".");
  return all.match(new RegExp(`.{${width}}`, "g")) ?? [];
}

const suggested = () => new Suggestion(mask("11.2", "1..2", "..11"));

test("objects are regions of one class whose pixels touch, counted for each class", () => {
  assert.deepEqual(suggested().classes, [
    { value: 1, objects: 2, dropped: 0 },
    { value: 2, objects: 1, dropped: 0 },
  ]);
});

test("a click drops an object, the next takes it back", () => {
  const suggestion = suggested();
  const dropped = suggestion.toggle(0, 1);
  assert.deepEqual(dropped, { changed: { x: 0, y: 0, width: 2, height: 2 }, isWanted: false });
  assert.deepEqual(text(suggestion.wanted), ["...2", "...2", "..11"]);
  assert.equal(suggestion.classes[0]?.dropped, 1);
  assert.equal(suggestion.toggle(1, 0)?.isWanted, true);
  assert.deepEqual(text(suggestion.wanted), ["11.2", "1..2", "..11"]);
  assert.equal(suggestion.classes[0]?.dropped, 0);
  assert.deepEqual(text(suggestion.all), ["11.2", "1..2", "..11"]);
});

test("a click beside the objects, or outside, does nothing", () => {
  for (const [x, y] of [
    [2, 0],
    [-1, 0],
    [0, 3],
    [4, 0],
  ] as const)
    assert.equal(suggested().toggle(x, y), null);
});

test("a class is dropped and taken back as a whole, whatever was dropped before", () => {
  const suggestion = suggested();
  suggestion.toggle(0, 0);
  suggestion.setClass(1, false);
  assert.deepEqual(text(suggestion.wanted), ["...2", "...2", "...."]);
  assert.equal(suggestion.classes[0]?.dropped, 2);
  suggestion.setClass(1, true);
  assert.deepEqual(text(suggestion.wanted), ["11.2", "1..2", "..11"]);
  assert.equal(suggestion.classes[0]?.dropped, 0);
});

test("objects below a size are dropped, and are back with a lower limit", () => {
  const suggestion = suggested();
  suggestion.keepFrom(3);
  assert.deepEqual(text(suggestion.wanted), ["11..", "1...", "...."]);
  suggestion.keepFrom(2);
  assert.deepEqual(text(suggestion.wanted), ["11.2", "1..2", "..11"]);
  assert.equal(suggestion.largestArea, 3);
});

test("its stroke labels what is wanted, and only where no label is", () => {
  const suggestion = suggested();
  suggestion.toggle(3, 0);
  const labels = mask("3...", "....", "....");
  labels.values[11] = 255;
  labels.apply(suggestion.stroke());
  assert.deepEqual(text(labels), ["31..", "1...", "..11"]);
});

test("the stroke of an untouched suggestion makes an empty mask equal to it", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0, 1, 2, 253), { minLength: 30, maxLength: 30 }), (values) => {
      const suggestion = new Suggestion(new EditableMask(6, 5, Uint8Array.from(values)));
      const labels = new EditableMask(6, 5);
      labels.apply(suggestion.stroke());
      assert.deepEqual([...labels.values], values);
    }),
  );
});

test("whatever is clicked, an object is wanted as a whole or not at all", () => {
  const values = fc.array(fc.constantFrom(0, 1, 2), { minLength: 30, maxLength: 30 });
  const clicks = fc.array(fc.tuple(fc.nat(5), fc.nat(4)), { maxLength: 12 });
  fc.assert(
    fc.property(values, clicks, (given, places) => {
      const suggestion = new Suggestion(new EditableMask(6, 5, Uint8Array.from(given)));
      for (const [x, y] of places) suggestion.toggle(x, y);
      const { all, wanted } = suggestion;
      all.values.forEach((value, at) => {
        assert.ok(wanted.values[at] === value || wanted.values[at] === 0);
        for (const beside of [at % 6 < 5 ? at + 1 : at, at + 6])
          if (value !== 0 && all.values[beside] === value)
            assert.equal(wanted.values[at] === 0, wanted.values[beside] === 0, `pixels ${at} and ${beside}`);
      });
    }),
  );
});

test("pixels that touch by their corners are one object, as in the server's tables", () => {
  // prettier-ignore
  const suggestion = new Suggestion(new EditableMask(5, 4, Uint8Array.of(
    1, 0, 0, 0, 1,
    0, 1, 0, 2, 0,
    1, 0, 0, 0, 1,
    0, 0, 2, 0, 0,
  )));
  assert.deepEqual(suggestion.classes, [
    { value: 1, objects: 3, dropped: 0 },
    { value: 2, objects: 2, dropped: 0 },
  ]);
  assert.equal(suggestion.largestArea, 3);
  assert.deepEqual(suggestion.toggle(0, 2), { changed: { x: 0, y: 0, width: 2, height: 3 }, isWanted: false });
  // prettier-ignore
  assert.deepEqual([...suggestion.wanted.values], [
    0, 0, 0, 0, 1,
    0, 0, 0, 2, 0,
    0, 0, 0, 0, 1,
    0, 0, 2, 0, 0,
  ]);
});
