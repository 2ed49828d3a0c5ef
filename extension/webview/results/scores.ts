import type { PredictedItem, SegClass } from "../../shared/protocol";
import { element } from "../shared/element";

/** What was found of each class, and how well it fits the label where there is one. */
export function scoreTable({ found, scores }: PredictedItem, classes: readonly SegClass[]): HTMLElement {
  const head = classes.map(({ name, color }, i) => {
    const swatch = element("span", { class: i === 0 ? "swatch background" : "swatch" });
    swatch.style.backgroundColor = color;
    return element("th", { scope: "col" }, element("span", { class: "class" }, swatch, name));
  });
  const counts = classes.map(({ name }, i) => (i === 0 ? "–" : countOf(found.find((one) => one.name === name))));
  const body = [row("Found", counts)];
  if (scores) {
    const text = (score: number | null | undefined) => (score == null ? "–" : score.toFixed(3));
    body.push(
      row("IoU", [...classes.map((_, i) => text(scores.ious[i])), text(scores.meanIou)]),
      row("Dice", [...classes.map((_, i) => text(scores.dices[i])), text(meanOf(scores.dices))]),
    );
  }
  const mean = scores ? [element("th", { scope: "col" }, "Mean")] : [];
  return element(
    "table",
    { class: "scores" },
    element("thead", {}, element("tr", {}, element("td"), ...head, ...mean)),
    element("tbody", {}, ...body),
  );
}

function countOf(found: PredictedItem["found"][number] | undefined): string {
  if (!found) return "–";
  const objects = found.objects === 1 ? "1 object" : `${found.objects.toLocaleString()} objects`;
  return `${objects}, ${found.area.toLocaleString()} px`;
}

function meanOf(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length;
}

function row(title: string, cells: readonly string[]): HTMLElement {
  return element("tr", {}, element("th", { scope: "row" }, title), ...cells.map((text) => element("td", {}, text)));
}
