import type { Rect, Size } from "../../../shared/label/rect";
import type { Point } from "../../../shared/view/viewport";
import { element } from "../../shared/element";
import { Layer } from "../../shared/picture/layer";
import type { Painting } from "./painting";
import type { PaneName } from "./paneNames";

/** One view of the image, with its title: picture and mask, one over the other, and marks at the same places in all views. */
export class Pane {
  readonly element: HTMLElement;
  /** Where the picture is. */
  readonly view = element("div", { class: "view", role: "img" });
  readonly #picture = new Layer();
  readonly #mask = new Layer();
  readonly #note = element("p", { class: "note", hidden: true });
  /** Around the object that is looked at. */
  readonly #mark = element("div", { class: "mark", hidden: true });
  /** Where the pointer is in another view. */
  readonly #cross = element("div", { class: "cross", hidden: true });

  constructor(
    readonly name: PaneName,
    readonly title: string,
    readonly painting: Painting,
    controls: readonly HTMLElement[],
  ) {
    this.view.append(this.#picture.canvas, this.#mask.canvas, this.#mark, this.#cross);
    this.element = element(
      "figure",
      { class: "pane", "data-pane": name },
      element("figcaption", {}, element("span", { class: "title" }, title), ...controls),
      element("div", { class: "frame" }, this.view, this.#note),
    );
  }

  resize(size: Size): void {
    this.#picture.resize(size);
    this.#mask.resize(size);
  }

  /** @param image the name of the image, for those who do not see it */
  paint(all: Rect, image: string): void {
    this.painting.picture(this.#picture, all, this.name);
    this.painting.mask(this.#mask, all, this.name);
    const note = this.painting.note(this.name);
    this.#note.textContent = note;
    this.#note.hidden = note === "";
    this.view.setAttribute("aria-label", `${this.title} of ${image}`);
    this.view.dataset["state"] = note === "" ? "there" : "missing";
  }

  /** Marks a rectangle, given in CSS pixels; null: none. */
  mark(rect: Rect | null): void {
    this.#mark.hidden = rect === null;
    if (rect === null) return;
    const { style } = this.#mark;
    // Around the object, not over its edge, and not too small to be seen.
    const [width, height] = [Math.max(8, rect.width + 6), Math.max(8, rect.height + 6)];
    style.width = `${width}px`;
    style.height = `${height}px`;
    style.transform = `translate(${rect.x + (rect.width - width) / 2}px, ${rect.y + (rect.height - height) / 2}px)`;
  }

  /** Marks the place of the pointer, given in CSS pixels; null: it is elsewhere. */
  point(at: Point | null): void {
    this.#cross.hidden = at === null;
    if (at !== null) this.#cross.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }
}
