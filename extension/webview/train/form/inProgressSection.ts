import type { Draft, Task } from "./draft";
import { section, selectField } from "./fields";

const answers = [
  ["out", "Leave them out"],
  ["in", "Learn from what is drawn in them"],
] as const;

/** Asks about images whose labels are in progress; null where there are none, and none were taken before. */
export function inProgressSection(draft: Draft, { proposal }: Task): HTMLElement | null {
  const { inProgress: count } = proposal;
  const isTaken = draft.options.value.inProgress;
  if (count === 0 && !isTaken) return null;
  const images = count === 1 ? "1 image is" : `${count} images are`;
  const choice = selectField(
    {
      option: "inProgress",
      label: "Images in progress",
      help:
        `${images} in progress, not done. What is drawn as objects can be learned from; background counts as not ` +
        "labelled there, and nothing is measured on it. To take an image as a whole, open it and press Enter.",
    },
    answers,
    isTaken ? "in" : "out",
    (answer) => draft.change({ inProgress: answer === "in" }),
  );
  return section("Images in progress", choice.row);
}
