import { naturalOrder } from "../../../shared/naturalOrder";
import { checkbox } from "../../shared/control";
import { element } from "../../shared/element";
import type { Draft, Task } from "./draft";
import { selectField, section } from "./fields";
import { fieldsOfView } from "./fieldsOfView";
import { sidesOf } from "./split";

const ways = [
  ["default", "As in seg.json"],
  ["chosen", "Chosen here…"],
  ["none", "None: train on all images"],
] as const;

type Way = (typeof ways)[number][0];

/** Which labelled images are kept to measure on. */
export function validationSection(
  draft: Draft,
  { proposal, continued }: Task,
  keepTogether: (pattern: string) => void,
): HTMLElement {
  if (continued)
    return section(
      "Validation images",
      element("p", { class: "help" }, "They stay the same as when the training began."),
    );
  const { validation } = draft.options.value;
  const way: Way = validation === null ? "default" : validation.length === 0 ? "none" : "chosen";
  const list = new ValidationList(draft, proposal, validation ?? proposal.validation);
  const summary = element("p", { class: "help", role: "status" });
  const choice = selectField(
    {
      option: "validation",
      label: "Validation images",
      help: "The network is never trained on these, so their scores show how good it is on new images.",
    },
    ways,
    way,
    (chosen) => {
      list.element.hidden = chosen !== "chosen";
      draft.change({ validation: { default: () => null, none: () => [], chosen: () => list.chosen }[chosen]() });
    },
  );
  list.element.hidden = way !== "chosen";
  draft.options.follow((now) => (summary.textContent = inWords(proposal, now.validation)));
  const notScored = element("p", { class: "no-score", role: "status" });
  draft.options.follow((now) => (notScored.textContent = whyNoScore(proposal, now.validation)));
  return section(
    "Validation images",
    choice.row,
    list.element,
    summary,
    notScored,
    fieldsOfView(draft, proposal, keepTogether),
  );
}

function inWords(proposal: Task["proposal"], chosen: readonly string[] | null): string {
  const { training, validation, test } = sidesOf(proposal, chosen);
  const parts = [
    `${training.length} for training`,
    `${validation.length} for validation`,
    ...(test.length > 0 ? [`${test.length} for testing, not used`] : []),
  ];
  return `Labelled images: ${parts.join(", ")}.`;
}

/** Why a model will not be measured, and what to do; empty where it will be. */
export function whyNoScore(proposal: Task["proposal"], chosen: readonly string[] | null): string {
  const { training, validation } = sidesOf(proposal, chosen);
  if (training.length === 0 || validation.length > 0) return "";
  return training.length === 1
    ? "With one labelled image, nothing is left to measure on, so the model will have no score. Label a second image to see how good it is."
    : "No image is kept to measure on, so the model will have no score. Keep at least one for validation to see how good it is.";
}

/** The images to tick, those of a group together: they show the same thing and must not be on both sides. */
class ValidationList {
  readonly element = element("div", { class: "ticks", role: "group", "aria-label": "Images for validation" });
  readonly #stems: Set<string>;

  constructor(draft: Draft, { images, test }: Task["proposal"], stems: readonly string[]) {
    this.#stems = new Set(stems);
    const tested = new Set(test);
    const groups = new Map<string, string[]>();
    for (const { stem, group } of images) {
      if (!tested.has(stem)) groups.set(group, [...(groups.get(group) ?? []), stem]);
    }
    for (const [group, members] of groups) {
      const [first] = members;
      const label = members.length === 1 && first !== undefined ? first : `${group}: ${members.length} images`;
      const tick = checkbox(label, (isTicked) => {
        for (const stem of members) {
          if (isTicked) this.#stems.add(stem);
          else this.#stems.delete(stem);
        }
        draft.change({ validation: this.chosen });
      });
      tick.row.title = members.join(", ");
      tick.input.checked = members.some((stem) => this.#stems.has(stem));
      this.element.append(tick.row);
    }
  }

  get chosen(): readonly string[] {
    return [...this.#stems].sort(naturalOrder);
  }
}
