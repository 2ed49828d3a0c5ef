import assert from "node:assert/strict";
import { test } from "node:test";
import { endText } from "../../../../extension/host/models/runText";
import { runOf } from "./runs";

test("a training that has ended by itself is told of, with its score", () => {
  const done = runOf({ name: "erste", state: "completed", bestMeanIou: 0.7125, bestEpoch: 8 });
  assert.equal(endText(done), "erste is trained: mean IoU 0.713 on the validation images, in epoch 8.");
  assert.match(endText(runOf({ ...done, bestMeanIou: null })) ?? "", /It was not measured/);
  assert.equal(
    endText(runOf({ ...done, state: "failed", message: "The disk is full." })),
    "Training erste failed. The disk is full.",
  );
  assert.match(endText(runOf({ ...done, state: "killed", message: "It can go on." })) ?? "", /was interrupted. It can/);
});

test("a training that goes on, or that somebody has stopped, is not told of", () => {
  assert.equal(endText(runOf({ state: "running" })), null);
  assert.equal(endText(runOf({ state: "stopped" })), null);
});
