import { optionRanges } from "../../../shared/protocol";
import type { Draft, Task } from "./draft";
import { numberField, selectField, textField, tickField, section } from "./fields";

const encoderWords: Readonly<Record<string, string>> = {
  plain: "Plain U-Net: small, for simple images",
  resnet18: "ResNet-18",
  resnet34: "ResNet-34: larger, slower",
  resnet50: "ResNet-50: large, for a GPU",
  resnet101: "ResNet-101: larger still, for a GPU",
  resnet152: "ResNet-152: largest, for a GPU",
  mobilenet_v1: "MobileNet V1",
  mobilenet_v2: "MobileNet V2: quick, a good first choice",
  mobilenet_v3_small: "MobileNet V3 small: smallest and quickest",
  mobilenet_v3_large: "MobileNet V3 large",
  efficientnet_b0: "EfficientNet-B0",
  inception_v3: "Inception v3: large, for a GPU",
};

/** What a training that goes on cannot change. */
const fixed = "Fixed when the training began.";

/** What learns, and for how long. */
export function networkSection(draft: Draft, task: Task): HTMLElement {
  const { epochs, stepsPerEpoch } = draft.options.value;
  const { continued } = task;
  const rounds = numberField(
    {
      option: "epochs",
      label: "Epochs",
      help: continued
        ? `In total; ${continued.epoch} are done. The learning rate falls to zero towards the last epoch.`
        : "After each epoch, the model is measured on the validation images and saved.",
      ...optionRanges.epochs,
      step: 1,
    },
    epochs,
    (value) => draft.change({ epochs: value }),
  );
  const steps = numberField(
    {
      option: "stepsPerEpoch",
      label: "Steps in an epoch",
      help: continued ? fixed : "In each step the network is trained on a few crops.",
      ...optionRanges.stepsPerEpoch,
      step: 1,
    },
    stepsPerEpoch,
    (value) => draft.change({ stepsPerEpoch: value }),
  );
  steps.control.disabled = continued !== null;
  return section("Network", ...(continued ? [] : [name(draft, task)]), ...encoder(draft, task), rounds.row, steps.row);
}

function name(draft: Draft, { proposal: { freeName } }: Task): HTMLElement {
  const text = textField(
    { option: "name", label: "Name", help: "The name of the model and of its folder in models." },
    draft.name,
    (value) => {
      draft.name = value.trim();
    },
  );
  text.control.placeholder = freeName;
  return text.row;
}

function encoder(draft: Draft, { proposal, continued }: Task): readonly HTMLElement[] {
  const { encoder, weights, freezeEncoder } = draft.options.value;
  const kind = selectField(
    {
      option: "encoder",
      label: "Encoder",
      help: continued ? fixed : "The part that extracts features. Larger encoders can learn more and take longer.",
    },
    proposal.encoders.map((one) => [one, encoderWords[one] ?? one] as const),
    encoder,
    (chosen) => {
      const fitting = fits(proposal.weights, draft.options.value.weights, chosen);
      draft.change(fitting ? { encoder: chosen } : { encoder: chosen, weights: null });
    },
  );
  const start = selectField(
    {
      option: "weights",
      label: "Starting weights",
      help: continued ? fixed : "Pretrained weights need fewer labels. They must belong to the same encoder.",
    },
    weightChoices(proposal.weights, weights),
    weights ?? "",
    (path) => draft.change({ weights: path || null }),
  );
  const frozen = tickField(
    {
      option: "freezeEncoder",
      label: "Freeze encoder",
      help: "Train only the decoder: quicker, and often enough with few labels. Needs starting weights.",
    },
    freezeEncoder,
    (isTicked) => draft.change({ freezeEncoder: isTicked }),
  );
  for (const { control } of [kind, start]) control.disabled = continued !== null;
  draft.options.follow((now) => {
    frozen.control.disabled = now.weights === null && !now.freezeEncoder;
    start.control.value = now.weights ?? "";
    for (const option of start.control.options)
      option.disabled = !fits(proposal.weights, option.value || null, now.encoder);
  });
  return [kind.row, start.row, frozen.row];
}

/** Whether weights can be the start of an encoder, as far as is known. */
function fits(offered: Task["proposal"]["weights"], path: string | null, encoder: string): boolean {
  const known = offered.find((choice) => choice.path === path);
  return !known?.encoder || known.encoder === encoder;
}

function weightChoices(
  offered: Task["proposal"]["weights"],
  current: string | null,
): readonly (readonly [key: string, text: string])[] {
  const choices = offered.map(({ label, path }) => [path ?? "", label] as const);
  const isOffered = choices.some(([path]) => path === (current ?? ""));
  return isOffered ? choices : [...choices, [current ?? "", current ?? "None"]];
}
