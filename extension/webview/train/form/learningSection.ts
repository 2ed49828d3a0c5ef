import type { TrainingOptions } from "../../../shared/protocol";
import type { Draft } from "./draft";
import { numberField, foldedSection } from "./fields";

type NumberOption = {
  [K in keyof TrainingOptions]: TrainingOptions[K] extends number ? K : never;
}[keyof TrainingOptions];

interface Row {
  readonly option: NumberOption;
  readonly label: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly step: number | "any";
}

const rows: readonly Row[] = [
  {
    option: "batch",
    label: "Crops in a step",
    help: "More crops make the steps steadier but slower, and need more memory.",
    min: 1,
    max: 1024,
    step: 1,
  },
  {
    option: "crop",
    label: "Crop size",
    help: "Height and width in pixels, a multiple of 32; large enough to show an object and what is around it.",
    min: 32,
    max: 4096,
    step: 32,
  },
  {
    option: "learningRate",
    label: "Learning rate",
    help: "How far each step goes. Lower it if the loss jumps.",
    min: 1e-8,
    max: 10,
    step: "any",
  },
  {
    option: "encoderRate",
    label: "Encoder's rate",
    help: "As a fraction of the learning rate, when the encoder starts from pretrained weights.",
    min: 0,
    max: 10,
    step: "any",
  },
  {
    option: "frozenEpochs",
    label: "Encoder frozen at first",
    help: "Number of epochs in which only the decoder is trained, when the encoder starts from pretrained weights.",
    min: 0,
    max: 100_000,
    step: 1,
  },
  {
    option: "weightDecay",
    label: "Weight decay",
    help: "Keeps the weights small, so that the network overfits less.",
    min: 0,
    max: 10,
    step: "any",
  },
  {
    option: "seed",
    label: "Seed",
    help: "The same seed gives the same training again.",
    min: -2147483648,
    max: 2147483647,
    step: 1,
  },
  { option: "threads", label: "Threads", help: "Processor cores to use; 0 means all.", min: 0, max: 1024, step: 1 },
];

/** Numbers with good defaults. */
export function learningSection(draft: Draft): HTMLElement {
  const now = draft.options.value;
  const fields = rows.map(({ option, ...look }) =>
    numberField(look, now[option], (value) => draft.change({ [option]: value })),
  );
  const percentile = (end: "low" | "high", label: string, help: string) =>
    numberField({ label, help, min: 0, max: 100, step: "any" }, now.normalization[end], (value) =>
      draft.change({ normalization: { ...draft.options.value.normalization, [end]: value } }),
    );
  return foldedSection(
    "Learning",
    "crops, rates, seed",
    ...fields.map(({ row }) => row),
    percentile("low", "Black", "The percentile of an image's values that is mapped to 0.").row,
    percentile("high", "White", "The percentile that is mapped to 1, so that exposure does not matter.").row,
  );
}
