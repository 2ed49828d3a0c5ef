import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsFor } from "../../../../extension/shared/view/arrangement";
import { shownPanes, switched } from "../../../../extension/webview/results/state/paneNames";

test("at first, what can be compared is shown", () => {
  assert.deepEqual(shownPanes(null, true), ["image", "label", "prediction", "difference"]);
  assert.deepEqual(shownPanes(null, false), ["image", "prediction", "uncertainty"]);
});

test("a view that is switched on stays in its place, and one that is switched off goes", () => {
  const more = switched(null, true, "probability");
  assert.deepEqual(shownPanes(more, true), ["image", "label", "prediction", "probability", "difference"]);
  const less = switched(more, true, "image");
  assert.deepEqual(shownPanes(less, true), ["label", "prediction", "probability", "difference"]);
});

test("what needs a label comes back with the next image that has one", () => {
  const chosen = switched(null, true, "probability");
  assert.deepEqual(shownPanes(chosen, false), ["image", "prediction", "probability"]);
  const more = switched(chosen, false, "uncertainty");
  assert.ok(shownPanes(more, true).includes("label"));
});

test("one view is always on", () => {
  assert.deepEqual(shownPanes([], true), ["image"]);
  assert.deepEqual(shownPanes(["label", "difference"], false), ["image"]);
});

test("views are arranged so that the image is the largest in them", () => {
  const square = { width: 100, height: 100 };
  assert.equal(columnsFor(1, square, { width: 900, height: 300 }, 20), 1);
  assert.equal(columnsFor(4, square, { width: 800, height: 240 }, 20), 4);
  assert.equal(columnsFor(4, square, { width: 600, height: 640 }, 20), 2);
  assert.equal(columnsFor(3, square, { width: 200, height: 660 }, 20), 1);
  assert.equal(columnsFor(6, square, { width: 900, height: 640 }, 20), 3);
  assert.equal(columnsFor(2, { width: 400, height: 50 }, { width: 500, height: 400 }, 20), 1);
});
