import { element } from "../shared/element";
import { rove, stopAt } from "../shared/rover";
import type { Session } from "./state/session";

/** A part of the page that can be in front. */
export interface Tab {
  /** Kept in the view, see {@link View.tab}. */
  readonly name: string;
  readonly title: string;
  readonly element: HTMLElement;
}

/** The parts of the page, one of them in front; the others stay as they are behind it. */
export function tabs(
  session: Session,
  all: readonly Tab[],
): { readonly bar: HTMLElement; readonly panels: HTMLElement } {
  const bar = element("div", { class: "tabs", role: "tablist", "aria-label": "Parts of Look Inside" });
  const buttons = all.map(({ name, title, element: panel }) => {
    panel.id = `tab-${name}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-label", title);
    const button = element("button", { type: "button", role: "tab", "aria-controls": panel.id, class: "tab" }, title);
    button.addEventListener("click", () => session.change({ tab: name }));
    button.addEventListener("focus", () => session.change({ tab: name }));
    return button;
  });
  bar.append(...buttons);
  bar.hidden = all.length < 2;
  rove(bar, "button", "horizontal");
  session.view.follow(({ tab }) => {
    const shown = all.find(({ name }) => name === tab) ?? all[0];
    all.forEach((each, i) => {
      each.element.hidden = each !== shown;
      buttons[i]?.setAttribute("aria-selected", String(each === shown));
    });
    stopAt(buttons, shown && buttons[all.indexOf(shown)]);
  });
  return { bar, panels: element("div", { class: "tab-panels" }, ...all.map(({ element: panel }) => panel)) };
}
