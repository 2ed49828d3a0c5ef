import assert from "node:assert/strict";
import { test } from "node:test";
import { gainOf, gainText, worseThanStart } from "../../../../extension/shared/train/gain";
import { optionsOf, runOf } from "./runs";

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

test("what else was changed is named", () => {
  const options = optionsOf({ epochs: 3, encoder: "resnet18", weights: "microscopy", frozenEpochs: 1, seed: 2 });
  const again = runOf({ ...second, options });
  assert.equal(
    gainText(gainOf(again, [again, first])!),
    "+0.034 since first with 2 more images, 3 epochs instead of 10, encoder resnet18 instead of plain, other starting weights, another choice of what is frozen, seed 2 instead of 1",
  );
  const unknown = runOf({ ...second, options: null });
  assert.equal(gainText(gainOf(unknown, [unknown, first])!), "+0.034 since first with 2 more images");
});

test("a model that is worse than the one that it started from says so", () => {
  const weights = "/data/Zellen ä/models/first/best.safetensors";
  const worse = runOf({ ...second, bestMeanIou: 0.61, options: optionsOf({ weights }) });
  assert.match(
    worseThanStart(worse, [worse, first]),
    /^It is worse than first, .* mean IoU 0.610, 0.700 before. Use first/,
  );
  assert.equal(worseThanStart(runOf({ ...worse, bestMeanIou: 0.7 }), [worse, first]), "");
  assert.equal(worseThanStart(runOf({ ...worse, validation: ["c"] }), [worse, first]), "");
  assert.equal(worseThanStart(second, [second, first]), "");
});
