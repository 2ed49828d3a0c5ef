import { pixelsOf, usedFor, worstImages, worstObjects, type FaultAt } from "../../../shared/inside/review";
import type { Review, ReviewedImage } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { rove, stopAt } from "../../shared/rover";
import type { ReviewSession } from "../review/reviewSession";

/** More rows than anybody reads would only make the page slow. */
const mostObjects = 100;

/** The images and the objects on which the model does worst; of the chosen cell, where one is. */
export function worstLists(of: ReviewSession): HTMLElement {
  const images = element("ul", { class: "worst", "aria-label": "Worst images" });
  const objects = element("ul", { class: "worst", "aria-label": "Worst objects" });
  const none = element("p", { class: "note" }, "No object is mostly wrong.");
  for (const list of [images, objects]) rove(list, "button", "vertical");
  const fill = () => {
    if (of.review.value.state !== "there") return;
    const { value } = of.review;
    const used = usedFor(value.value.images, of.uses.value);
    const found = worstObjects(used, of.cell.value, mostObjects);
    images.replaceChildren(...worstImages(used, of.cell.value).map((image) => imageRow(image, of)));
    objects.replaceChildren(...found.map((fault) => objectRow(fault, value.value, of)));
    none.hidden = found.length > 0;
    for (const list of [images, objects]) stopAt([...list.querySelectorAll("button")], undefined);
    mark();
  };
  const mark = () => {
    const place = JSON.stringify(of.place.value);
    const image = JSON.stringify({ image: of.session.image.value, region: null });
    for (const button of images.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === image));
    for (const button of objects.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === place));
  };
  for (const signal of [of.review, of.uses, of.cell]) signal.follow(fill);
  for (const signal of [of.place, of.session.image]) signal.follow(mark);
  return element(
    "div",
    { class: "worst-lists" },
    element("section", {}, element("h2", {}, "Worst images"), images),
    element("section", {}, element("h2", {}, "Worst objects"), none, objects),
  );
}

function imageRow(image: ReviewedImage, of: ReviewSession): HTMLElement {
  const cell = of.cell.value;
  const iou = image.meanIou === null ? "nothing to score" : `IoU ${image.meanIou.toFixed(2)}`;
  const measured = cell === null ? iou : `${pixelsOf(image, cell).toLocaleString()} pixels`;
  return row(image.stem, measured, { image: image.stem, region: null }, of);
}

function objectRow({ image, fault }: FaultAt, { classes }: Review, of: ReviewSession): HTMLElement {
  const [labelled, predicted] = [classes[fault.labelled]?.name ?? "", classes[fault.predicted]?.name ?? ""];
  const what = {
    missed: `${labelled}, missed`,
    wrongClass: `${labelled}, taken for ${predicted}`,
    falsePositive: `${predicted} where nothing is labelled`,
  }[fault.kind];
  return row(what, `${image}, ${fault.area.toLocaleString()} pixels`, { image, region: fault.region }, of);
}

function row(
  title: string,
  measured: string,
  place: Parameters<ReviewSession["goTo"]>[0],
  of: ReviewSession,
): HTMLElement {
  const button = element(
    "button",
    { type: "button", value: JSON.stringify(place) },
    element("span", { class: "name" }, title),
    element("span", { class: "measured" }, measured),
  );
  button.addEventListener("click", () => of.goTo(place));
  return element("li", {}, button);
}
