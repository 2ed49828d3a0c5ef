import type { SegmentedObject } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import { rove, stopAt } from "../../shared/rover";
import type { Session } from "../state/session";
import { columns, nextSorting, sortedObjects, type Sorting } from "./columns";

/** More rows than anybody reads would only make the page slow; the file has all of them. */
const mostRows = 1000;

/** The objects of the image. The one that is chosen is shown in the views. */
export class ObjectTable {
  readonly element = element("div", { class: "objects-table" });
  readonly #head = element("tr");
  readonly #body = element("tbody");
  readonly #note = element("p", { class: "note" });
  readonly #table: HTMLElement;
  #sorting: Sorting | null = null;
  #rows = new Map<HTMLElement, SegmentedObject>();

  constructor(
    readonly session: Session,
    readonly choose: (object: SegmentedObject) => void,
  ) {
    const attributes = { class: "objects", role: "grid", "aria-label": "Objects" };
    this.#table = element("table", attributes, element("thead", {}, this.#head), this.#body);
    this.element.append(this.#table, this.#note);
    rove(this.#body, "tr", "vertical");
    this.#body.addEventListener("click", ({ target }) => this.#choose(target));
    this.#body.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#choose(event.target);
    });
    for (const signal of [session.objects, session.classes]) signal.follow(() => this.#show());
    session.selected.follow(() => this.#mark());
  }

  #show(): void {
    const { objects, classes } = this.session;
    this.#showHead();
    const all = objects.value.state === "there" ? sortedObjects(objects.value.value, this.#sorting) : [];
    const shown = all.slice(0, mostRows);
    this.#rows = new Map(
      shown.map((object) => {
        const swatch = element("span", { class: "swatch" });
        swatch.style.backgroundColor = classes.value[object.class]?.color ?? "";
        const cells = columns.map(({ key, text }) =>
          element("td", { class: key }, ...(key === "class" ? [swatch] : []), text(object, classes.value)),
        );
        return [element("tr", { class: "list-row" }, ...cells), object];
      }),
    );
    this.#body.replaceChildren(...this.#rows.keys());
    this.#table.hidden = shown.length === 0;
    this.#note.textContent = this.#noteOf(shown.length, all.length);
    this.#mark();
  }

  #noteOf(shown: number, all: number): string {
    const { objects } = this.session;
    if (objects.value.state === "failed") return objects.value.message;
    if (objects.value.state === "waiting") return "Reading…";
    if (all === 0) return "No objects were found in this image.";
    return shown < all
      ? `The first ${shown} of ${all.toLocaleString()} objects. The table on the disk has all of them.`
      : "";
  }

  #showHead(): void {
    const focused = document.activeElement?.getAttribute("data-sort");
    const heads = columns.map(({ key, title }) => {
      const isSorted = this.#sorting?.key === key;
      const direction = this.#sorting?.isDescending ? "descending" : "ascending";
      const button = element("button", { type: "button", "data-sort": key, title: `Sort by ${title}` }, title);
      if (isSorted) button.append(icon(direction === "ascending" ? "codicon-arrow-up" : "codicon-arrow-down"));
      button.addEventListener("click", () => {
        this.#sorting = nextSorting(this.#sorting, key);
        this.#show();
      });
      return element("th", { scope: "col", class: key, "aria-sort": isSorted ? direction : undefined }, button);
    });
    this.#head.replaceChildren(...heads);
    // Made anew, the button has lost it.
    if (focused) this.#head.querySelector<HTMLElement>(`[data-sort="${focused}"]`)?.focus();
  }

  #choose(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest("tr") : null;
    const object = row && this.#rows.get(row);
    if (object) this.choose(object);
  }

  #mark(): void {
    const { selected } = this.session;
    let marked: HTMLElement | undefined;
    for (const [row, object] of this.#rows) {
      const isSelected = object === selected.value;
      row.setAttribute("aria-selected", String(isSelected));
      if (isSelected) marked = row;
    }
    stopAt([...this.#rows.keys()], marked);
  }
}
