export type PaneName = "image" | "label" | "prediction" | "probability" | "uncertainty" | "difference";

/** All views of an image, in their order on the page; the digit keys switch them. */
export const paneTitles: readonly (readonly [PaneName, string])[] = [
  ["image", "Image"],
  ["label", "Label"],
  ["prediction", "Prediction"],
  ["probability", "Probability"],
  ["uncertainty", "Uncertainty"],
  ["difference", "Difference"],
];

const ofLabels: readonly PaneName[] = ["label", "difference"];

/** Whether there can be such a view of an image. */
export function canShow(pane: PaneName, isLabelled: boolean): boolean {
  return isLabelled || !ofLabels.includes(pane);
}

/** The views that are on. `chosen` by the user, null: nobody has. One is always on. */
export function shownPanes(chosen: readonly PaneName[] | null, isLabelled: boolean): readonly PaneName[] {
  const wished = chosen ?? proposed(isLabelled);
  const shown = paneTitles.map(([name]) => name).filter((name) => wished.includes(name) && canShow(name, isLabelled));
  return shown.length > 0 ? shown : ["image"];
}

/** Switches a view on or off, as the user's choice from here on. */
export function switched(chosen: readonly PaneName[] | null, isLabelled: boolean, pane: PaneName): readonly PaneName[] {
  const wished = chosen ?? proposed(isLabelled);
  const isOn = shownPanes(chosen, isLabelled).includes(pane);
  const others = wished.filter((name) => name !== pane);
  return isOn ? others : [...others, pane];
}

function proposed(isLabelled: boolean): readonly PaneName[] {
  return isLabelled ? ["image", "label", "prediction", "difference"] : ["image", "prediction", "uncertainty"];
}
