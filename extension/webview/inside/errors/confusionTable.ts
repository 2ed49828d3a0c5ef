import { type Uses, confusionOf, usedFor } from "../../../shared/inside/review";
import type { ConfusionCell, Review } from "../../../shared/protocol";
import { choice } from "../../shared/choice";
import { element } from "../../shared/element";
import { rove } from "../../shared/rover";
import type { ReviewSession } from "../review/reviewSession";

const titles: readonly (readonly [Uses, string])[] = [
  ["unseen", "Validation and test"],
  ["train", "Training"],
  ["all", "All"],
];

/** Pixels by what they are labelled and what they are predicted as; a click on a cell shows them. */
export function confusionTable(of: ReviewSession): HTMLElement {
  const uses = choice("Images", titles, (value) => (of.uses.value = value));
  of.uses.follow((value) => uses.show(value));
  const table = element("table", { class: "confusion" });
  rove(table, "button", "horizontal");
  const fill = () => {
    if (of.review.value.state === "there") table.replaceChildren(...content(of.review.value.value, of));
    mark();
  };
  const mark = () => {
    for (const button of table.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === JSON.stringify(of.cell.value)));
  };
  for (const signal of [of.review, of.uses]) signal.follow(fill);
  of.cell.follow(mark);
  return element("div", { class: "confusion-box" }, uses.row, table);
}

function content({ classes, images }: Review, of: ReviewSession): HTMLElement[] {
  const rows = confusionOf(usedFor(images, of.uses.value), classes.length);
  const heads = classes.map(({ name }) => element("th", { scope: "col" }, name));
  return [
    element("caption", {}, "Pixels by label (row) and prediction (column)"),
    element("thead", {}, element("tr", {}, element("td"), ...heads)),
    element(
      "tbody",
      {},
      ...rows.map((row, labelled) => {
        const whole = row.reduce((sum, pixels) => sum + pixels, 0);
        const cells = row.map((pixels, predicted) => cellOf({ labelled, predicted }, pixels, whole, classes, of));
        return element("tr", {}, element("th", { scope: "row" }, classes[labelled]?.name ?? ""), ...cells);
      }),
    ),
  ];
}

function cellOf(
  cell: ConfusionCell,
  pixels: number,
  whole: number,
  classes: Review["classes"],
  { cell: chosen, shown }: ReviewSession,
): HTMLElement {
  const share = whole === 0 ? 0 : pixels / whole;
  const percent = `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
  const [labelled, predicted] = [classes[cell.labelled]?.name ?? "", classes[cell.predicted]?.name ?? ""];
  const count = pixels.toLocaleString();
  const button = element(
    "button",
    {
      type: "button",
      value: JSON.stringify(cell),
      title: "Show these pixels",
      "aria-label": `${percent} ${count} pixels labelled ${labelled}, predicted ${predicted}`,
    },
    element("span", { class: "share" }, percent),
    element("span", { class: "count" }, count),
  );
  button.disabled = pixels === 0;
  button.classList.toggle("right", cell.labelled === cell.predicted);
  button.style.setProperty("--share", String(share));
  button.addEventListener("click", () => {
    // A second click shows all errors again.
    const isChosen = JSON.stringify(chosen.value) === button.value;
    chosen.value = isChosen ? null : cell;
    shown.value = "errors";
  });
  return element("td", {}, button);
}
