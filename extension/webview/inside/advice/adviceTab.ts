import { element } from "../../shared/element";
import { textButton } from "../../shared/control";
import { post } from "../host";
import type { ReviewSession } from "../review/reviewSession";
import { waitingNote } from "../review/waitingNote";
import { adviceList } from "./adviceList";

/** What would make the model better. The picture beside it is shared with other tabs. */
export function adviceTab(of: ReviewSession): HTMLElement {
  const problems = element("p", { class: "note" });
  of.review.follow((review) => {
    problems.textContent = review.state === "there" ? review.value.problems.join(" ") : "";
    problems.hidden = problems.textContent === "";
  });
  const head = element(
    "div",
    { class: "review-head" },
    element("h2", {}, "What would make it better"),
    textButton("Export Report…", "secondary", () => post({ type: "exportReport" })),
  );
  return element(
    "div",
    { class: "review-body" },
    element(
      "section",
      { class: "review-side", "aria-label": "Advice" },
      head,
      waitingNote(of),
      problems,
      adviceList(of),
    ),
  );
}
