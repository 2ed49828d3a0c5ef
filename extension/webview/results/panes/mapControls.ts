import { colorBar } from "../../../shared/view/colorMap";
import { element } from "../../shared/element";
import type { Session } from "../state/session";
import { isMap } from "./painting";
import type { PaneName } from "../state/paneNames";

/** What a map has beside its title: whose probability it is, and what its colours mean. None for other views. */
export function mapControls(session: Session, pane: PaneName): readonly HTMLElement[] {
  if (!isMap(pane)) return [];
  return [...(pane === "probability" ? [classSelect(session)] : []), legend()];
}

function classSelect(session: Session): HTMLElement {
  const select = element("select", { "aria-label": "Class whose probability is shown" });
  select.addEventListener("change", () => session.change({ shownClass: Number(select.value) }));
  session.classes.follow((classes) => {
    select.replaceChildren(...classes.map(({ name }, value) => element("option", { value }, name)));
    // Of another model that has fewer.
    if (classes.length > 0 && session.view.value.shownClass >= classes.length) session.change({ shownClass: 1 });
    select.value = String(session.view.value.shownClass);
  });
  return select;
}

function legend(): HTMLElement {
  const bar = element("span", { class: "bar" });
  bar.style.backgroundImage = colorBar();
  return element("span", { class: "legend", role: "img", "aria-label": "Colours from 0 to 1" }, "0", bar, "1");
}
