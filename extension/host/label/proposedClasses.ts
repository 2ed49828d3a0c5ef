import type { LabelClass } from "../../shared/label/messages";

/**
 * Colours that people with any colour vision can tell apart: Okabe and Ito, "Color Universal Design", 2008, without
 * black, after the background. The server proposes the same.
 */
const colors = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];

/** For a folder whose classes have no names yet. The user gives the second its name, and takes as many as are needed. */
export const proposedClasses: readonly LabelClass[] = [
  { name: "background", color: "#000000" },
  ...colors.map((color) => ({ name: "", color })),
];
