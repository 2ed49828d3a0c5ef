import assert from "node:assert/strict";
import { test } from "node:test";
import type { TrainingEvent } from "../../../../extension/shared/protocol";
import { RunHistory } from "../../../../extension/webview/train/run/history";

const time = "2026-01-01T00:00:00Z";
const split = { train: [], validation: [], test: [] };

function start(step: number): TrainingEvent {
  return { type: "start", step, epochs: 3, stepsPerEpoch: 2, device: "CPU", split, time };
}

/** An epoch of two steps with a picture, as a run tells it. */
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

test("A run that goes on after a kill has each step, epoch and picture once, with the values of the second time", () => {
  const history = new RunHistory();
  history.add([start(0), ...epoch(1, 9), ...epoch(2, 8)]);
  history.add([start(2), ...epoch(2, 7), ...epoch(3, 6)]);
  assert.deepEqual(history.steps, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(history.losses, [9, 9, 7, 7, 6, 6]);
  assert.deepEqual(
    history.epochs.map(({ epoch, loss }) => [epoch, loss]),
    [
      [1, 9],
      [2, 7],
      [3, 6],
    ],
  );
  assert.deepEqual(
    history.previews.map(({ epoch }) => epoch),
    [1, 2, 3],
  );
});

test("A run that goes on where it was stopped keeps all that it had", () => {
  const history = new RunHistory();
  history.add([start(0), ...epoch(1, 9), start(2), ...epoch(2, 8)]);
  assert.deepEqual(history.steps, [1, 2, 3, 4]);
});

test("A run that begins anew has nothing left of before", () => {
  const history = new RunHistory();
  history.add([start(0), ...epoch(1, 9), start(0)]);
  assert.deepEqual(
    [history.steps, history.losses, history.rates, history.epochs, history.previews],
    [[], [], [], [], []],
  );
});

test("The best epoch is the last that was told to be better than those before it", () => {
  const history = new RunHistory();
  history.add([start(0), ...epoch(1, 9), ...epoch(2, 8), ...epoch(3, 8.5, false)]);
  assert.equal(history.best?.epoch, 2);
});
