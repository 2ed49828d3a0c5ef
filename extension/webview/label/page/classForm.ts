import { mostClasses } from "../../../shared/protocol";
import type { EditedClass, LabelClass } from "../../../shared/label/messages";
import { classRow, type ClassRow, wrongClass, freeColor } from "./classRow";
import { element } from "../../shared/element";

interface FormParts {
  readonly classes: readonly LabelClass[];
  /** Whether there are masks with these classes already. */
  readonly isFirst: boolean;
  readonly save: (classes: readonly EditedClass[]) => void;
  /** Null: there is no way back without classes. */
  readonly cancel: (() => void) | null;
}

/** The classes of a dataset, to be named at first and edited later. */
export class ClassForm {
  readonly element: HTMLFormElement;
  readonly #list = element("ol", { class: "rows" });
  readonly #problem = element("p", { class: "problem", role: "alert" });
  readonly #submitter: HTMLButtonElement;
  #rows: ClassRow[] = [];

  constructor(readonly parts: FormParts) {
    const { isFirst, cancel } = parts;
    const add = element("button", { type: "button", class: "secondary" }, "Add class");
    add.addEventListener("click", () => this.#add());
    const buttons = element("div", { class: "buttons" });
    this.#submitter = element("button", { type: "submit" }, isFirst ? "Start labelling" : "Save");
    buttons.append(this.#submitter);
    if (cancel) {
      const back = element("button", { type: "button", class: "secondary" }, "Cancel");
      back.addEventListener("click", cancel);
      buttons.append(back);
    }
    this.element = element(
      "form",
      { class: "card", "aria-labelledby": "form-title", novalidate: true },
      element("h2", { id: "form-title" }, isFirst ? "What do you want to find?" : "Classes"),
      element(
        "p",
        {},
        isFirst
          ? "Name what you will draw around, one name for each kind. You can change this later."
          : "Existing masks are updated when you save. Alt+Up and Alt+Down move a class.",
      ),
      this.#list,
      add,
      this.#problem,
      buttons,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && cancel) cancel();
    });
    parts.classes.forEach((one, value) => this.#insert({ ...one, previous: isFirst ? null : value }));
    if (isFirst) this.#list.addEventListener("input", () => this.#addFree());
  }

  /** Puts the cursor where one begins to type. */
  focus(): void {
    (this.#rows.find((row, i) => i > 0 && row.name.value === "") ?? this.#rows[1])?.name.focus();
  }

  /** It was not saved: why. */
  refuse(message: string): void {
    this.#problem.textContent = message;
    this.#submitter.disabled = false;
  }

  #add(): void {
    if (this.#rows.length >= mostClasses) {
      this.refuse(`There can be at most ${mostClasses - 1} classes besides the background.`);
      return;
    }
    this.#insertNew().name.focus();
  }

  /** At first there is always one more row to type in. */
  #addFree(): void {
    if (this.#rows.at(-1)?.name.value !== "" && this.#rows.length < mostClasses) this.#insertNew();
  }

  #insertNew(): ClassRow {
    const used = this.#rows.map((row) => row.color.value);
    return this.#insert({ name: "", color: freeColor(used), previous: null });
  }

  #insert(one: EditedClass): ClassRow {
    const row = classRow(one, {
      isBackground: this.#rows.length === 0,
      isFirst: this.#rows.length === 1,
      canMove: !this.parts.isFirst,
      move: (by) => this.#move(row, by),
      remove: () => this.#remove(row),
      next: () => this.#next(row),
    });
    this.#rows.push(row);
    this.#list.append(row.element);
    return row;
  }

  #move(row: ClassRow, by: number): void {
    const to = this.#rows.indexOf(row) + by;
    // The background is always the first.
    if (to < 1 || to >= this.#rows.length) return;
    this.#rows.splice(to - by, 1);
    this.#rows.splice(to, 0, row);
    const focused = document.activeElement;
    this.#list.replaceChildren(...this.#rows.map(({ element }) => element));
    if (focused instanceof HTMLElement) focused.focus();
  }

  #remove(row: ClassRow): void {
    const at = this.#rows.indexOf(row);
    this.#rows.splice(at, 1);
    row.element.remove();
    const next = this.#rows[at] ?? this.#rows[at - 1];
    (at > 0 && this.#rows.length > 1 ? next?.name : this.element.querySelector("button"))?.focus();
  }

  /** Enter: to the next row, and from the last one on. */
  #next(row: ClassRow): void {
    const next = this.#rows[this.#rows.indexOf(row) + 1];
    if (next) next.name.focus();
    else this.#submit();
  }

  #submit(): void {
    if (this.#submitter.disabled) return;
    // A row left empty is no class, as long as it has never been one.
    const filled = this.#rows.filter((row) => row.name.value.trim() !== "" || row.previous !== null);
    const problem = wrongClass(filled);
    this.refuse(problem?.message ?? "");
    for (const row of this.#rows) row.name.setAttribute("aria-invalid", String(row === problem?.row));
    if (problem) {
      (problem.row ?? this.#rows[1])?.name.focus();
      return;
    }
    this.#submitter.disabled = true; // until the answer
    this.parts.save(
      filled.map(({ name, color, previous }) => ({ name: name.value.trim(), color: color.value, previous })),
    );
  }
}
