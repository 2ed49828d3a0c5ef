import { notLabelled } from "../../../shared/label/stroke";
import type { Session } from "../state/session";
import { iconButton } from "../../shared/control";
import { element } from "../../shared/element";
import { rove, stopAt } from "../../shared/rover";

/** The classes with their colours and numbers; the one that is drawn is marked. */
export function classList(session: Session, edit: () => void): HTMLElement {
  const list = element("div", { class: "classes", role: "radiogroup", "aria-labelledby": "classes-title" });
  rove(list, "button", "vertical");
  const mark = () => {
    const buttons = [...list.querySelectorAll<HTMLButtonElement>("button")];
    const current = buttons.find((button) => button.value === String(session.preferences.value));
    for (const button of buttons) button.setAttribute("aria-checked", String(button === current));
    stopAt(buttons, current);
    if (current !== document.activeElement) current?.scrollIntoView({ block: "nearest" });
  };
  session.classes.follow((classes) => {
    list.replaceChildren(
      ...(classes ?? []).map(({ name, color }, value) => row(session, value, name, color, String(value))),
      ...(classes?.length ? [row(session, notLabelled, "not labelled", null, "U")] : []),
    );
    mark();
  });
  session.settings.now.follow((now, before) => {
    if (now.value !== before.value) mark();
  });
  const title = element("h2", { id: "classes-title" }, "Classes");
  const button = iconButton({ icon: "codicon-edit", title: "Edit classes" }, edit);
  return element("aside", { class: "side" }, element("div", { class: "head" }, title, button), list);
}

function row(session: Session, value: number, name: string, color: string | null, key: string): HTMLButtonElement {
  const swatch = element("span", { class: color === null ? "swatch striped" : "swatch" });
  if (color !== null) swatch.style.backgroundColor = color;
  if (value === 0) swatch.classList.add("background");
  const button = element(
    "button",
    {
      type: "button",
      class: "list-row",
      role: "radio",
      value,
      title: `${name} (${key})`,
      "aria-label": `${name}, ${key}`,
    },
    swatch,
    element("span", { class: "name" }, name),
    element("kbd", {}, key),
  );
  button.addEventListener("click", () => session.pick(value));
  return button;
}
