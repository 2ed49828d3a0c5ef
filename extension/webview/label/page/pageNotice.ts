import { textButton } from "../../shared/control";
import { element } from "../../shared/element";
import { post } from "../state/host";
import type { Session } from "../state/session";

/** Says of a page of a stack that labels do not belong to it, and offers to change that. */
export function pageNotice(session: Session): HTMLElement {
  const { labelledPage, picture } = session;
  const text = element("span");
  const shown = () => picture.value?.page ?? 1;
  const make = textButton("", "secondary", () => post({ type: "labelPage", page: shown() }));
  const back = textButton("", "secondary", () => post({ type: "page", page: labelledPage.value }));
  const notice = element("div", { class: "page-notice", role: "status", hidden: true }, text, make, back);
  const show = () => {
    notice.hidden = !session.isOtherPage;
    text.textContent = `The labels are those of page ${labelledPage.value}; on page ${shown()} nothing can be drawn.`;
    make.textContent = `Make Page ${shown()} the Labelled One…`;
    back.textContent = `Back to Page ${labelledPage.value}`;
  };
  picture.follow(show);
  labelledPage.follow(show);
  return notice;
}
