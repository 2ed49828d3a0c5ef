import type { TrainingOptions } from "../protocol";

type Words = (now: TrainingOptions, before: TrainingOptions) => string | null;

const named = (key: "epochs" | "stepsPerEpoch" | "batch", words: string): Words => {
  return (now, before) => (now[key] === before[key] ? null : `${now[key]} ${words} instead of ${before[key]}`);
};

const valued = (key: "encoder" | "loss" | "classWeights" | "learningRate" | "crop" | "seed", words: string): Words => {
  return (now, before) => (now[key] === before[key] ? null : `${words} ${now[key]} instead of ${before[key]}`);
};

const changed = (key: keyof TrainingOptions, words: string): Words => {
  return (now, before) => (JSON.stringify(now[key]) === JSON.stringify(before[key]) ? null : words);
};

const all: readonly Words[] = [
  named("epochs", "epochs"),
  named("stepsPerEpoch", "steps in an epoch"),
  named("batch", "crops in a step"),
  valued("crop", "crops of"),
  valued("encoder", "encoder"),
  changed("weights", "other starting weights"),
  changed("freezeEncoder", "another choice of what is frozen"),
  changed("frozenEpochs", "another choice of what is frozen"),
  valued("loss", "loss"),
  valued("classWeights", "class weights"),
  valued("learningRate", "learning rate"),
  changed("encoderRate", "another rate of the encoder"),
  changed("weightDecay", "another weight decay"),
  changed("augmentation", "other augmentation"),
  changed("normalization", "another range of values"),
  valued("seed", "seed"),
];

/** What else than the images is different in a training, each in a few words. */
export function changesOf(now: TrainingOptions, before: TrainingOptions): readonly string[] {
  return [...new Set(all.map((words) => words(now, before)).filter((words) => words !== null))];
}
