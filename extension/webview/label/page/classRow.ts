import { backgroundColor, classColors } from "../../../shared/protocol";
import type { EditedClass } from "../../../shared/label/messages";
import { iconButton } from "../../shared/control";
import { element } from "../../shared/element";

export interface ClassRow {
  readonly element: HTMLLIElement;
  readonly name: HTMLInputElement;
  readonly color: HTMLInputElement;
  readonly previous: number | null;
}

interface RowParts {
  /** What is none of the others: it stays where it is, and has no colour. */
  readonly isBackground: boolean;
  /** The first that is named. */
  readonly isFirst: boolean;
  readonly canMove: boolean;
  readonly move: (by: number) => void;
  readonly remove: () => void;
  readonly next: () => void;
}

/** One class in the form. */
export function classRow(one: EditedClass, { isBackground, isFirst, canMove, move, remove, next }: RowParts): ClassRow {
  const color = element("input", { type: "color", value: one.color, title: "Colour", "aria-label": "Colour" });
  const name = element("input", { type: "text", value: one.name, "aria-label": "Name", maxlength: 100 });
  const row = element("li", {}, color, name);
  if (isBackground) {
    color.disabled = true;
    name.disabled = true;
    row.append(element("span", { class: "note" }, "everything else"));
    return { element: row, name, color, previous: one.previous };
  }
  name.placeholder = isFirst ? "for example: cell" : "another kind";
  name.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && event.altKey && canMove) {
      event.preventDefault();
      event.stopPropagation(); // else VS Code would move a line of text
      move(by);
    } else if (event.key === "Enter") {
      event.preventDefault();
      next();
    }
  });
  if (canMove) {
    row.append(
      iconButton({ icon: "codicon-arrow-up", title: "Move up" }, () => move(-1)),
      iconButton({ icon: "codicon-arrow-down", title: "Move down" }, () => move(1)),
    );
  }
  row.append(iconButton({ icon: "codicon-trash", title: "Remove" }, remove));
  return { element: row, name, color, previous: one.previous };
}

/** What keeps these rows, of which the first is the background, from being classes. */
export function wrongClass(
  rows: readonly ClassRow[],
): { readonly message: string; readonly row: ClassRow | undefined } | null {
  if (rows.length < 2) return { message: "Name at least one class.", row: rows[1] };
  const names = rows.map(({ name }) => name.value.trim());
  const empty = names.indexOf("");
  if (empty >= 0) return { message: "This class needs a name.", row: rows[empty] };
  const twice = names.findIndex((name, i) => names.indexOf(name) < i);
  if (twice >= 0) return { message: `There are two classes named “${names[twice]}”.`, row: rows[twice] };
  return null;
}

/** The first colour that is not used yet; when all are, they begin again. */
export function freeColor(used: readonly string[]): string {
  const taken = new Set(used.map((color) => color.toLowerCase()));
  return (
    classColors.find((color) => !taken.has(color)) ?? classColors[used.length % classColors.length] ?? backgroundColor
  );
}
