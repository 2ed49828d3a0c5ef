import { checkbox, setPressed, slider } from "../../shared/control";
import { element } from "../../shared/element";
import type { PictureNavigation } from "../../shared/navigation";
import { zoomButtons } from "../../shared/panes/viewCommands";
import type { Session } from "../state/session";
import { readout } from "./readout";
import { canShow, paneTitles, switched } from "../state/paneNames";

/** Which views are on, how masks are drawn in them, and how large all is. */
export function paneToolbar(session: Session, navigation: PictureNavigation): HTMLElement {
  const buttons = paneTitles.map(([name, title], place) => {
    const key = String(place + 1);
    const button = element(
      "button",
      { type: "button", class: "switch", title: `${title} (${key})`, "aria-keyshortcuts": key },
      title,
    );
    button.addEventListener("click", () =>
      session.change({ panes: switched(session.view.value.panes, session.isLabelled, name) }),
    );
    return button;
  });
  const outlined = checkbox("Outlines", (isOutlined) => session.change({ isOutlined }));
  outlined.row.title = "Outlines or filled (O)";
  const opacity = slider({ label: "Opacity", min: 0.05, max: 1, step: 0.05 }, (value) =>
    session.change({ opacity: value }),
  );
  const show = () => {
    const { view, panes, isLabelled } = session;
    paneTitles.forEach(([name], i) => {
      const button = buttons[i];
      if (!button) return;
      button.hidden = !canShow(name, isLabelled);
      setPressed(button, panes.includes(name));
    });
    outlined.input.checked = view.value.isOutlined;
    opacity.show(view.value.opacity, `${Math.round(view.value.opacity * 100)} %`);
  };
  for (const signal of [session.item, session.view]) signal.follow(show);
  return element(
    "div",
    { class: "toolbar" },
    element("div", { class: "group", role: "group", "aria-label": "Views" }, ...buttons),
    outlined.row,
    opacity.row,
    zoomButtons(navigation, "Zoom"),
    readout(session),
  );
}
