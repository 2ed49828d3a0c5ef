import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, nextSorting, sortedObjects } from "../../../../extension/webview/results/objects/columns";
import { object } from "./items";

const objects = [object({ area: 5, class: 2 }), object({ area: 70, class: 1 }), object({ area: 5, class: 1 })];

const places = (key: string, isDescending: boolean) =>
  sortedObjects(objects, { key, isDescending }).map((one) => objects.indexOf(one));

test("objects are sorted by any column both ways, and alike ones stay in the order of the file", () => {
  assert.deepEqual(places("area", false), [0, 2, 1]);
  assert.deepEqual(places("area", true), [1, 0, 2]);
  assert.deepEqual(places("class", false), [1, 2, 0]);
  assert.equal(sortedObjects(objects, null), objects);
});

test("clicks on a column's head sort up, down, and not at all", () => {
  const up = nextSorting({ key: "class", isDescending: true }, "area");
  assert.deepEqual(up, { key: "area", isDescending: false });
  const down = nextSorting(up, "area");
  assert.deepEqual(down, { key: "area", isDescending: true });
  assert.equal(nextSorting(down, "area"), null);
});

test("a row says the name of the class, and numbers with as many digits as say something", () => {
  const classes = ["background", "cell"].map((name) => ({ name, color: "#000000" }));
  const texts = (part: Parameters<typeof object>[0]) => columns.map(({ text }) => text(object(part), classes));
  const values = { area: 12, centroidX: 1.25, centroidY: 300, meanIntensity: 93.456, meanProbability: 0.98765 };
  assert.deepEqual(texts({ class: 1, ...values }), ["cell", "12", "1.3", "300.0", "93.46", "0.988"]);
  assert.equal(texts({ class: 7 })[0], "class 7");
});
