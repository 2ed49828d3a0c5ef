import type { Rect, Size } from "../../../shared/label/rect";
import { drawPicture } from "../../../shared/view/drawPicture";
import type { Viewport } from "../../../shared/view/viewport";
import { element } from "../element";
import type { Fetched } from "../signal";
import { Layer } from "../picture/layer";
import { type LoadedPicture, usualShade } from "../picture/pictureLoader";

interface PaneParts {
  /** How many canvases lie one over the other. */
  readonly layers: number;
  /** What lies over them. */
  readonly marks: readonly Element[];
  /** What stands beside the title. */
  readonly controls: readonly HTMLElement[];
  /** What stands under the note. */
  readonly below?: readonly HTMLElement[];
  /** Whether screen readers read the note as it changes: of many views side by side that would be too much. */
  readonly isNoteSpoken: boolean;
}

/** What a view says of itself. */
export interface PaneText {
  readonly title: string;
  /** For those who do not see the picture. */
  readonly name: string;
  /** What is to be said over the view; empty: nothing. */
  readonly note: string;
  /** Whether something of it is still to come. */
  readonly isBusy: boolean;
}

/** One view of a picture with its title: canvases, marks over them, and a note where something is missing. */
export class Pane {
  readonly element: HTMLElement;
  /** Where the picture is. */
  readonly view = element("div", { class: "view", role: "img" });
  readonly layers: readonly Layer[];
  readonly #title = element("span", { class: "title" });
  readonly #note: HTMLElement;

  constructor({ layers, marks, controls, below = [], isNoteSpoken }: PaneParts) {
    this.layers = Array.from({ length: layers }, () => new Layer());
    this.#note = element("p", { class: "note", role: isNoteSpoken ? "status" : undefined, hidden: true });
    this.view.append(...this.layers.map(({ canvas }) => canvas), ...marks);
    this.element = element(
      "figure",
      { class: "pane" },
      element("figcaption", {}, this.#title, ...controls),
      element("div", { class: "frame" }, this.view, this.#note, ...below),
    );
  }

  resize(size: Size): void {
    for (const layer of this.layers) layer.resize(size);
  }

  describe({ title, name, note, isBusy }: PaneText): void {
    this.#title.textContent = title;
    this.#title.title = title;
    this.#note.textContent = note;
    this.#note.hidden = note === "";
    this.view.setAttribute("aria-label", name);
    this.view.setAttribute("aria-busy", String(isBusy));
  }
}

/** Paints a rectangle of a picture as it is usually shown; nothing where it is not there. */
export function paintPicture(layer: Layer, rect: Rect, viewport: Viewport, picture: Fetched<LoadedPicture>): void {
  if (picture.state !== "there") return layer.clear();
  const { value } = picture;
  layer.draw(rect, (target) => drawPicture(target, rect, viewport, value.levels, usualShade(value), "all"));
}
