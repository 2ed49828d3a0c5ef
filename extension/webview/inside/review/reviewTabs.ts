import { element } from "../../shared/element";
import { adviceTab } from "../advice/adviceTab";
import type { Client } from "../client";
import { errorsTab } from "../errors/errorsTab";
import type { Session } from "../session";
import type { Tab } from "../tabs";
import { ReviewOverlay } from "./reviewOverlay";
import { ReviewSession } from "./reviewSession";
import { reviewToolbar } from "./reviewToolbar";
import { ReviewView } from "./reviewView";

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
