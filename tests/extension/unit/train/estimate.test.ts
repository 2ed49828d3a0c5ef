import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateOf } from "../../../../extension/shared/train/estimate";
import { optionsOf, runOf } from "./runs";

const device = "CPU, 4 cores";
const done = runOf({ name: "done", state: "completed", device: "CPU, 4 threads", epochSeconds: 12 });

test("a training takes as long as the last one like it, in proportion to its steps, crops and epochs", () => {
  assert.deepEqual(estimateOf(optionsOf({}), 0, [done], device), { seconds: 120, from: "done" });
  const larger = optionsOf({ epochs: 20, stepsPerEpoch: 60, crop: 512 });
  assert.equal(estimateOf(larger, 0, [done], device)?.seconds, 20 * 12 * 2 * 4);
  assert.equal(estimateOf(optionsOf({ epochs: 20 }), 10, [done], device)?.seconds, 120);
  const later = runOf({ ...done, name: "later", epochSeconds: 6, started: "2026-02-01T00:00:00Z" });
  assert.equal(estimateOf(optionsOf({}), 0, [done, later], device)?.from, "later");
});

test("runs of another network, with other threads or on another machine say nothing", () => {
  assert.equal(estimateOf(optionsOf({}), 0, [], device), null);
  assert.equal(estimateOf(optionsOf({ encoder: "resnet34" }), 0, [done], device), null);
  assert.equal(estimateOf(optionsOf({ freezeEncoder: true }), 0, [done], device), null);
  assert.equal(estimateOf(optionsOf({ threads: 1 }), 0, [done], device), null);
  assert.equal(estimateOf(optionsOf({}), 0, [done], "CPU, 8 cores"), null);
  assert.equal(estimateOf(optionsOf({}), 0, [done], "NVIDIA A100"), null);
  assert.equal(estimateOf(optionsOf({}), 0, [runOf({ ...done, epochSeconds: null })], device), null);
  const one = runOf({ ...done, device: "CPU, 1 thread" });
  assert.equal(estimateOf(optionsOf({ threads: 1 }), 0, [one], device)?.from, "done");
});
