import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import type { PictureNavigation } from "../../shared/navigation";
import type { Session } from "../state/session";
import { ObjectTable } from "./objectTable";

/** The table of objects, which can be folded away. */
export function objectSection(session: Session, navigation: PictureNavigation): HTMLElement {
  const table = new ObjectTable(session, (object) => {
    session.selected.value = object;
    navigation.show({ x: object.left, y: object.top, width: object.width, height: object.height });
  });
  table.element.id = "objects";
  const title = element("span");
  const arrow = element("span", { class: "arrow" }, icon("codicon-chevron-down"));
  const fold = element("button", { type: "button", class: "fold", "aria-controls": "objects" }, arrow, title);
  fold.addEventListener("click", () => session.change({ areObjectsShown: !session.view.value.areObjectsShown }));
  session.view.follow(({ areObjectsShown }) => {
    fold.setAttribute("aria-expanded", String(areObjectsShown));
    table.element.hidden = !areObjectsShown;
  });
  session.objects.follow((objects) => {
    title.textContent = objects.state === "there" ? `Objects (${objects.value.length.toLocaleString()})` : "Objects";
  });
  return element("section", { class: "objects-section" }, element("h2", {}, fold), table.element);
}
