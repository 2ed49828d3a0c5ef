import type { SegClass } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { meanScore } from "./scoreChart";
import type { Epoch } from "./history";

/** The scores of the epoch that is kept, class by class. */
export function scoreTable(epoch: Epoch, classes: readonly SegClass[]): HTMLElement {
  const rows = (epoch.scores?.classes ?? []).map(({ name, iou, dice }, i) => {
    const swatch = element("span", { class: i === 0 ? "swatch background" : "swatch" });
    swatch.style.backgroundColor = classes.find((one) => one.name === name)?.color ?? "";
    return row([swatch, name], iou, dice);
  });
  return element(
    "table",
    { class: "scores" },
    element("caption", {}, `Best epoch: ${epoch.epoch}. Its weights are the model.`),
    element(
      "thead",
      {},
      element("tr", {}, ...["Class", "IoU", "Dice"].map((title) => element("th", { scope: "col" }, title))),
    ),
    element("tbody", {}, ...rows),
    element("tfoot", {}, row(["Mean"], meanScore(epoch.scores, "iou"), meanScore(epoch.scores, "dice"))),
  );
}

function row(name: readonly (Node | string)[], ...scores: readonly (number | null)[]): HTMLTableRowElement {
  const cells = scores.map((score) => element("td", {}, score === null ? "–" : score.toFixed(3)));
  return element("tr", {}, element("th", { scope: "row" }, ...name), ...cells);
}
