import type { Advice, AdvicePlace, ConfusionCell } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import type { ReviewSession } from "../review/reviewSession";

/** Every piece of advice: what is the matter, what was measured, what to do, and where it can be seen. */
export function adviceList(of: ReviewSession): HTMLElement {
  const list = element("ol", { class: "advice-list", "aria-label": "Advice" });
  of.review.follow((review) => {
    list.hidden = review.state !== "there";
    if (review.state !== "there") return;
    const { advice, images } = review.value;
    const none = element("li", { class: "note" }, `Nothing stands out in ${images.length} images.`);
    list.replaceChildren(...(advice.length === 0 ? [none] : advice.map((piece) => item(piece, of))));
  });
  const mark = () => {
    const seen = JSON.stringify([of.place.value, of.cell.value]);
    for (const button of list.querySelectorAll<HTMLButtonElement>("button.place"))
      button.setAttribute("aria-pressed", String(button.dataset["place"] === seen));
  };
  of.place.follow(mark);
  of.cell.follow(mark);
  return list;
}

function item({ sentence, evidence, action, places, cell }: Advice, of: ReviewSession): HTMLElement {
  return element(
    "li",
    { class: "advice" },
    element("h3", {}, icon("codicon-lightbulb"), sentence),
    element("p", { class: "evidence" }, evidence),
    element("p", {}, action),
    element("div", { class: "places" }, ...places.map((place) => placeButton(place, cell, of))),
  );
}

function placeButton({ image, region }: AdvicePlace, cell: ConfusionCell | null, of: ReviewSession): HTMLElement {
  const place = { image, region };
  const where =
    region === null
      ? image
      : `${image}, column ${middle(region.left, region.width)}, row ${middle(region.top, region.height)}`;
  const button = element(
    "button",
    {
      type: "button",
      class: "place",
      "data-place": JSON.stringify([place, cell]),
      "aria-pressed": "false",
      title: "Show it in the picture",
    },
    icon("codicon-target"),
    where,
  );
  button.addEventListener("click", () => {
    // What was looked at among the errors is of another question.
    of.cell.value = cell;
    if (cell !== null) of.shown.value = "errors";
    of.goTo(place);
  });
  return button;
}

function middle(start: number, length: number): number {
  return start + Math.floor(length / 2);
}
