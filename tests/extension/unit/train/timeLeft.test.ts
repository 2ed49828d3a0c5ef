import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords } from "../../../../extension/webview/shared/duration";
import { RunCurves, timeLeft } from "../../../../extension/webview/train/run/runCurves";

const split = { train: [], validation: [], test: [] };
const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();

function step(number: number, second: number) {
  const values = { epoch: 1, loss: 1, learningRate: 0.1, imagesPerSecond: 1, memoryBytes: null };
  return { type: "step", step: number, time: at(second), ...values } as const;
}

function begun(number: number, second: number) {
  return {
    type: "start",
    step: number,
    epochs: 2,
    stepsPerEpoch: 50,
    device: "CPU",
    split,
    leak: null,
    time: at(second),
  } as const;
}

test("The time left follows the pace since the run went on, and falls between two events", () => {
  const curves = new RunCurves();
  assert.equal(timeLeft(curves, Date.parse(at(0))), null);
  // A night lies between the two.
  curves.add([begun(0, 0), step(1, 1), step(20, 20), begun(20, 40_000), step(30, 40_010)]);
  assert.equal(timeLeft(curves, Date.parse(at(40_010))), null);
  curves.add([step(40, 40_030)]);
  assert.equal(timeLeft(curves, Date.parse(at(40_030))), 120);
  assert.equal(timeLeft(curves, Date.parse(at(40_035))), 115);
  assert.equal(timeLeft(curves, Date.parse(at(50_000))), 0);
});

test("Long times are given roughly", () => {
  assert.deepEqual([0, 42, 600, 7200, 200_000, 900_000].map(inWords), [
    "a few seconds",
    "42 s",
    "10 min",
    "2 h",
    "2 days",
    "10 days",
  ]);
});
