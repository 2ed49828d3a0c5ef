import { element } from "../../shared/element";
import type { ReviewSession } from "../review/reviewSession";
import { waitingNote } from "../review/waitingNote";
import { confusionTable } from "./confusionTable";
import { worstLists } from "./worstLists";

/** Where the model is wrong. The picture beside it is shared with other tabs. */
export function errorsTab(of: ReviewSession): HTMLElement {
  const measured = element("div", { class: "measured-errors" }, confusionTable(of), worstLists(of));
  of.review.follow((review) => (measured.hidden = review.state !== "there"));
  return element(
    "div",
    { class: "review-body" },
    element("section", { class: "review-side", "aria-label": "Errors" }, waitingNote(of), measured),
  );
}
