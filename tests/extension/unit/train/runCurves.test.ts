import assert from "node:assert/strict";
import { test } from "node:test";
import type { TrainingEvent } from "../../../../extension/shared/protocol";
import { RunCurves } from "../../../../extension/webview/train/run/runCurves";

const time = "2026-01-01T00:00:00Z";
const split = { train: [], validation: [], test: [] };

function start(step: number): TrainingEvent {
  return { type: "start", step, epochs: 3, stepsPerEpoch: 2, device: "CPU", split, leak: null, time };
}

/** An epoch of two steps with a picture, as a run reports it. */
function epoch(number: number, loss: number, isBest = true): readonly TrainingEvent[] {
  const step = number * 2;
  return [
    {
      type: "step",
      epoch: number,
      step: step - 1,
      loss,
      learningRate: 0.1,
      imagesPerSecond: 1,
      memoryBytes: null,
      time,
    },
    { type: "step", epoch: number, step, loss, learningRate: 0.1, imagesPerSecond: 1, memoryBytes: null, time },
    {
      type: "epoch",
      epoch: number,
      step,
      loss,
      isBest,
      seconds: 1,
      scores: null,
      validationLoss: null,
      trainingScores: null,
      time,
    },
    { type: "preview", epoch: number, image: "a", file: `previews/${number}.png`, time },
  ];
}

test("What the best weights reach on validation images of now stands until there are better ones", () => {
  const curves = new RunCurves();
  const measured = () => curves.measuredAnew?.epoch ?? null;
  curves.add([start(0), ...epoch(1, 9), ...epoch(2, 8)]);
  assert.equal(measured(), null);
  curves.add([{ type: "best", epoch: 2, scores: null, time }, start(4), ...epoch(3, 7, false)]);
  assert.equal(measured(), 2);
  curves.add([...epoch(4, 6)]);
  assert.equal(measured(), null);
});

test("A run that goes on after a kill has each step, epoch and picture once, with the values of the second time", () => {
  const curves = new RunCurves();
  curves.add([start(0), ...epoch(1, 9), ...epoch(2, 8)]);
  curves.add([start(2), ...epoch(2, 7), ...epoch(3, 6)]);
  assert.deepEqual(curves.steps, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(curves.losses, [9, 9, 7, 7, 6, 6]);
  assert.deepEqual(
    curves.epochs.map(({ epoch, loss }) => [epoch, loss]),
    [
      [1, 9],
      [2, 7],
      [3, 6],
    ],
  );
  assert.deepEqual(
    curves.previews.map(({ epoch }) => epoch),
    [1, 2, 3],
  );
});

test("A run that goes on where it was stopped keeps all that it had", () => {
  const curves = new RunCurves();
  curves.add([start(0), ...epoch(1, 9), start(2), ...epoch(2, 8)]);
  assert.deepEqual(curves.steps, [1, 2, 3, 4]);
});

test("A run that begins anew has nothing left of before", () => {
  const curves = new RunCurves();
  curves.add([start(0), ...epoch(1, 9), start(0)]);
  assert.deepEqual([curves.steps, curves.losses, curves.rates, curves.epochs, curves.previews], [[], [], [], [], []]);
});
