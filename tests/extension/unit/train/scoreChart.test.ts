import assert from "node:assert/strict";
import { test } from "node:test";
import type { SegmentationScores, TrainingEvent } from "../../../../extension/shared/protocol";
import { RunCurves } from "../../../../extension/webview/train/run/runCurves";
import { meanScore, placeToShow, scoreLines } from "../../../../extension/webview/train/run/scores";

const classes = [
  { name: "background", color: "#000000" },
  { name: "cell", color: "#1f77b4" },
];

const scoresOf = (...ious: (number | null)[]): SegmentationScores => ({
  meanIou: null,
  meanIouForeground: null,
  meanDice: null,
  meanDiceForeground: null,
  pixelAccuracy: null,
  classes: ious.map((iou, i) => ({
    name: classes[i]?.name ?? "",
    iou,
    dice: iou === null ? null : iou / 2,
    precision: null,
    recall: null,
    truthPixels: 0,
  })),
  confusion: [],
});

function runOf(...epochs: { scores?: SegmentationScores; trainingScores?: SegmentationScores }[]): RunCurves {
  const curves = new RunCurves();
  curves.add(
    epochs.map((one, i): TrainingEvent => ({
      type: "epoch",
      epoch: i + 1,
      step: (i + 1) * 10,
      loss: 1,
      isBest: false,
      seconds: 1,
      time: "",
      scores: null,
      validationLoss: null,
      trainingScores: null,
      ...one,
    })),
  );
  return curves;
}

const both = runOf(
  { scores: scoresOf(0.9, 0.1), trainingScores: scoresOf(0.8, 0.4) },
  { scores: scoresOf(0.9, null), trainingScores: scoresOf(0.8, 0.6) },
);

test("The validation images' scores stand beside the mean on training crops", () => {
  const lines = scoreLines(both, classes, new Map([["earlier", both]]), "validation", "iou");
  assert.deepEqual(
    lines.map(({ name, look, curve }) => [name, look, [...curve.y]]),
    [
      ["background", "plain", [0.9, 0.9]],
      ["cell", "plain", [0.1, null]],
      ["mean on validation images", "bold", [0.5, 0.9]],
      ["mean on training crops", "dotted", [(0.8 + 0.4) / 2, 0.7]],
      ["earlier", "dashed", [0.5, 0.9]],
    ],
  );
});

test("The training crops' scores stand beside the mean on validation images", () => {
  const lines = scoreLines(both, classes, new Map(), "training", "dice");
  assert.deepEqual(
    lines.map(({ name, look, curve }) => [name, look, curve.y.at(-1)]),
    [
      ["background", "plain", 0.4],
      ["cell", "plain", 0.3],
      ["mean on training crops", "bold", 0.35],
      ["mean on validation images", "dotted", 0.45],
    ],
  );
});

test("Where there are no validation images the training crops are shown, and where a run does not have them they are not", () => {
  assert.equal(placeToShow(runOf({ trainingScores: scoresOf(0.8, 0.4) }), "validation"), "training");
  assert.equal(placeToShow(runOf({ scores: scoresOf(0.8, 0.4) }), "training"), "validation");
  assert.equal(placeToShow(both, "training"), "training");
  assert.equal(placeToShow(runOf(), "validation"), "validation");
  const old = scoreLines(runOf({ scores: scoresOf(0.8, 0.4) }), classes, new Map(), "validation", "iou");
  assert.deepEqual(old.at(-1)?.name, "mean on validation images");
});

test("The mean is over the classes that have the score", () => {
  assert.equal(meanScore(scoresOf(0.5, null), "iou"), 0.5);
  assert.equal(meanScore(scoresOf(null, null), "iou"), null);
  assert.equal(meanScore(null, "dice"), null);
});
