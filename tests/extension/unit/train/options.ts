import type { TrainingOptions } from "../../../../extension/shared/protocol";

/** Options as a test needs them; what it does not look at is nothing. */
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
    threads: 0,
    augmentation: {} as TrainingOptions["augmentation"],
    normalization: { low: 0.1, high: 99.9 },
    ...chosen,
  };
}
