import { optionRanges } from "../../../shared/protocol";
import type { Draft } from "./draft";
import { numberField, foldedSection } from "./fields";

interface Row {
  readonly option: keyof typeof optionRanges;
  readonly label: string;
  readonly help: string;
  readonly step: number | "any";
}

const rows: readonly Row[] = [
  {
    option: "batch",
    label: "Crops in a step",
    help: "More crops make the steps steadier but slower, and need more memory.",
    step: 1,
  },
  {
    option: "crop",
    label: "Crop size",
    help: "Height and width in pixels, a multiple of 32; large enough to show an object and what is around it.",
    step: 32,
  },
  {
    option: "learningRate",
    label: "Learning rate",
    help: "How far each step goes. Lower it if the loss jumps.",
    step: "any",
  },
  {
    option: "encoderRate",
    label: "Encoder's rate",
    help: "As a fraction of the learning rate, when the encoder starts from pretrained weights.",
    step: "any",
  },
  {
    option: "frozenEpochs",
    label: "Encoder frozen at first",
    help: "Number of epochs in which only the decoder is trained, when the encoder starts from pretrained weights.",
    step: 1,
  },
  {
    option: "weightDecay",
    label: "Weight decay",
    help: "Keeps the weights small, so that the network overfits less.",
    step: "any",
  },
  {
    option: "seed",
    label: "Seed",
    help: "The same seed gives the same training again.",
    step: 1,
  },
  { option: "threads", label: "Threads", help: "Processor cores to use; 0 means all.", step: 1 },
];

/** Numbers with good defaults. */
export function learningSection(draft: Draft): HTMLElement {
  const now = draft.options.value;
  const fields = rows.map((look) =>
    numberField({ ...look, ...optionRanges[look.option] }, now[look.option], (value) =>
      draft.change({ [look.option]: value }),
    ),
  );
  const percentile = (end: "low" | "high", label: string, help: string) =>
    numberField({ label, help, low: 0, high: 100, step: "any" }, now.normalization[end], (value) =>
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
