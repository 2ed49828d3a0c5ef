import { textButton } from "../shared/control";
import { element } from "../shared/element";
import { adviceList } from "./advice/adviceList";
import type { Client } from "./state/client";
import { confusionTable } from "./errors/confusionTable";
import { worstLists } from "./errors/worstLists";
import { post } from "./state/host";
import { ReviewOverlay } from "./review/reviewOverlay";
import { ReviewSession } from "./review/reviewSession";
import { reviewToolbar } from "./review/reviewToolbar";
import { ReviewView } from "./review/reviewView";
import { waitingNote } from "./review/waitingNote";
import type { Session } from "./state/session";
import type { Tab } from "./tabs";

/** The tabs that rest on what was measured of the model, with one picture that goes from tab to tab. */
export function reviewTabs(
  session: Session,
  client: Client,
): { readonly tabs: readonly Tab[]; readonly renew: () => void } {
  const of = new ReviewSession(session, client, ["errors", "advice"]);
  const view = new ReviewView(of, new ReviewOverlay(of));
  const looked = element(
    "div",
    { class: "looked" },
    reviewToolbar(of, view.grid.navigation, () => void view.save()),
    view.grid.element,
  );
  const tabs = [
    { name: "errors", title: "Errors", element: errorsTab(of) },
    { name: "advice", title: "Advice", element: adviceTab(of) },
  ];
  session.view.follow(({ tab }) => {
    const shown = tabs.find(({ name }) => name === tab)?.element;
    if (shown && looked.parentElement !== shown) shown.append(looked);
  });
  return { tabs, renew: () => of.renew() };
}

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
