import type { AugmentationOptions } from "../../../shared/protocol";
import { checkbox, slider } from "../../shared/control";
import { element } from "../../shared/element";
import { shapes, values, type Augmentation } from "./augmentations";
import type { Draft } from "./draft";
import type { SamplePicture } from "./samplePicture";
import { foldedSection } from "./fields";

/** How samples differ from the images they are cut from. */
export function augmentationSection(draft: Draft, defaults: AugmentationOptions, samples: SamplePicture): HTMLElement {
  const rows = (list: readonly Augmentation[]) => list.map((one) => row(one, draft, defaults));
  const section = foldedSection(
    "Augmentation",
    "how the images are varied",
    element(
      "p",
      { class: "help" },
      "Each crop is changed at random, so that few labels go a long way. Turn off what your images never show.",
    ),
    foregroundShare(draft),
    group("Shape", rows(shapes)),
    group("Values", rows(values)),
    samples.element,
  );
  section.addEventListener("toggle", () => samples.open(section.open));
  return section;
}

function group(title: string, rows: readonly HTMLElement[]): HTMLElement {
  return element(
    "div",
    { class: "augmentations", role: "group", "aria-label": title },
    element("div", { class: "subtitle" }, title),
    ...rows,
  );
}

function foregroundShare(draft: Draft): HTMLElement {
  const share = slider({ label: "Crops on objects", min: 0, max: 1, step: 0.05 }, (value) => {
    draft.changeAugmentation({ foregroundShare: value });
    show(value);
  });
  const show = (value: number) => share.show(value, `${Math.round(value * 100)} %`);
  show(draft.options.value.augmentation.foregroundShare);
  share.row.title = "The share of crops that are placed on an object; the others are anywhere.";
  return element("div", { class: "augmentation" }, share.row);
}

function row({ label, help, probability, strength }: Augmentation, draft: Draft, defaults: AugmentationOptions) {
  const now = () => draft.options.value.augmentation;
  const isOn = probability === null ? now().quarterTurns : now()[probability] > 0;
  // Turned off and on again, it happens as often as before.
  const usual = probability === null ? 0 : now()[probability] || defaults[probability] || 0.3;
  const tick = checkbox(label, (isTicked) => {
    if (probability === null) draft.changeAugmentation({ quarterTurns: isTicked });
    else draft.changeAugmentation({ [probability]: isTicked ? usual : 0 });
    if (amount) amount.input.disabled = !isTicked;
  });
  tick.input.checked = isOn;
  const line = element("div", { class: "augmentation" }, tick.row, element("span", { class: "help" }, help));
  const amount = strength
    ? slider({ label: `${label}: strength`, min: strength.min, max: strength.max, step: strength.step }, (value) => {
        draft.changeAugmentation(strength.write(value, now()));
        amount?.show(value, strength.words(value));
      })
    : null;
  if (amount && strength) {
    const value = strength.read(now());
    amount.row.firstElementChild?.classList.add("spoken"); // it stands beside its name
    amount.input.disabled = !isOn;
    amount.show(value, strength.words(value));
    line.append(amount.row);
  }
  return line;
}
