import type { CommandGroup } from "../keyboard/commands";
import { iconButton } from "../../shared/control";
import { element } from "../../shared/element";

/** What no command has: keys that are held, and the mouse. */
const ways: readonly (readonly [string, string])[] = [
  ["0 – 9", "Choose a class by its number"],
  ["hold Alt", "Erase, with any tool"],
  ["hold Space", "Pan, as the right and middle mouse buttons do"],
  ["wheel", "Zoom"],
  ["Alt + wheel", "Change the brush size"],
  ["arrows", "Move the cursor by 1 pixel, with Shift by 10"],
  ["Enter", "Draw at the cursor; close a polygon"],
  ["Esc, Backspace", "Cancel, remove the last corner"],
];

/** All keys on one sheet. */
export function helpSheet(groups: readonly CommandGroup[]): HTMLDialogElement {
  const sections = groups.map(({ title, commands }) =>
    section(
      title,
      commands.map(({ keys, title }) => [keys.join("  "), title] as const),
    ),
  );
  const dialog = element("dialog", { class: "help", "aria-labelledby": "help-title" });
  const close = iconButton({ icon: "codicon-close", title: "Close", key: "Esc" }, () => dialog.close());
  dialog.append(
    element("div", { class: "head" }, element("h2", { id: "help-title" }, "Keys"), close),
    element("div", { class: "columns" }, ...sections, section("Mouse and cursor", ways)),
  );
  return dialog;
}

function section(title: string, rows: readonly (readonly [string, string])[]): HTMLElement {
  const list = rows.flatMap(([keys, does]) => [
    element("dt", {}, ...keys.split(/ {2}/).map((key) => element("kbd", {}, key))),
    element("dd", {}, does),
  ]);
  return element("section", {}, element("h3", {}, title), element("dl", {}, ...list));
}
