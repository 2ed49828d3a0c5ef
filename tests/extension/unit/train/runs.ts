import type { RunSummary, TrainingOptions } from "../../../../extension/shared/protocol";

/** A run as a test needs it. */
export function runOf(chosen: Partial<RunSummary>): RunSummary {
  return {
    name: "first",
    state: "running",
    encoder: "plain",
    epochs: 10,
    epoch: 2,
    step: 70,
    steps: 300,
    bestEpoch: 2,
    bestMeanIou: 0.7125,
    lastMeanIou: 0.7125,
    learned: 8,
    validation: ["a", "b"],
    started: "2026-01-02T03:04:05Z",
    message: "",
    options: optionsOf({}),
    device: null,
    epochSeconds: null,
    ...chosen,
  };
}

/** Options as a test needs them. */
export function optionsOf(chosen: Partial<TrainingOptions>): TrainingOptions {
  return {
    encoder: "plain",
    weights: null,
    loss: "ce + dice",
    classWeights: "none",
    epochs: 10,
    stepsPerEpoch: 30,
    batch: 6,
    crop: 256,
    learningRate: 0.001,
    encoderRate: 1,
    frozenEpochs: 0,
    weightDecay: 0.01,
    seed: 1,
    freezeEncoder: false,
    validation: null,
    inProgress: false,
    threads: 0,
    augmentation: {} as TrainingOptions["augmentation"],
    normalization: { low: 1, high: 99 },
    ...chosen,
  };
}
