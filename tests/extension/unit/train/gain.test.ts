import assert from "node:assert/strict";
import { test } from "node:test";
import { gainOf, gainText } from "../../../../extension/shared/train/gain";
import { runOf } from "./runs";

const first = runOf({ name: "first", bestMeanIou: 0.7, learned: 8, started: "2026-01-01T10:00:00Z" });
const second = runOf({ name: "second", bestMeanIou: 0.734, learned: 10, started: "2026-01-01T11:00:00Z" });

test("a run is compared with the last one before it on the same validation images, in whatever order they are named", () => {
  const third = runOf({
    name: "third",
    bestMeanIou: 0.729,
    learned: 9,
    validation: ["b", "a"],
    started: "2026-01-01T12:00:00+00:00",
  });
  assert.equal(gainOf(first, [third, second, first]), null);
  assert.equal(gainText(gainOf(second, [third, second, first])!), "+0.034 since first with 2 more images");
  assert.equal(gainText(gainOf(third, [third, second, first])!), "−0.005 since second with 1 fewer image");
});

test("runs that were measured on other images, or not at all, are not compared with", () => {
  const other = runOf({ ...first, validation: ["a", "c"] });
  assert.equal(gainOf(second, [second, other]), null);
  assert.equal(gainOf(second, [second, runOf({ ...first, bestMeanIou: null })]), null);
  assert.equal(gainOf(runOf({ ...second, validation: [] }), [runOf({ ...first, validation: [] })]), null);
  assert.equal(gainOf(runOf({ ...second, bestMeanIou: null }), [first]), null);
});

test("as many images are not worth a word", () => {
  const again = runOf({ ...second, learned: 8 });
  assert.equal(gainText(gainOf(again, [again, first])!), "+0.034 since first");
});
