import type { Rect, Size } from "../../../shared/label/rect";
import type { Viewport } from "../../../shared/view/viewport";
import { element } from "../../shared/element";
import { textButton } from "../../shared/textButton";
import { Layer } from "../../shared/picture/layer";
import { ColorLegend } from "./colorLegend";
import type { Painting } from "./painting";
import { TargetMark } from "./targetMark";

/** One view: the picture, in colours over it what is to be seen, the outlines of the prediction, and the chosen pixels. */
export class ViewPane {
  readonly element: HTMLElement;
  readonly view = element("div", { class: "view", role: "img" });
  readonly target = new TargetMark();
  readonly legend = new ColorLegend();
  readonly #picture = new Layer();
  readonly #overlay = new Layer();
  readonly #outlines = new Layer();
  readonly #title = element("span", { class: "title" });
  readonly #note = element("p", { class: "note", role: "status" });
  readonly #cancel: HTMLElement;

  constructor(
    readonly place: 0 | 1,
    readonly painting: Painting,
    cancel: () => void,
  ) {
    this.#cancel = textButton("Cancel", "secondary", cancel);
    this.#overlay.canvas.dataset["layer"] = "overlay";
    const canvases = [this.#picture, this.#overlay, this.#outlines].map(({ canvas }) => canvas);
    this.view.append(...canvases, this.target.element);
    this.element = element(
      "figure",
      { class: "pane", "data-pane": place },
      element("figcaption", {}, this.#title, this.legend.element),
      element("div", { class: "frame" }, this.view, this.#note, this.#cancel),
    );
  }

  resize(size: Size): void {
    for (const layer of [this.#picture, this.#overlay, this.#outlines]) layer.resize(size);
  }

  /** @param inCss the viewport in CSS pixels, for what is not on a canvas */
  paint(all: Rect, inCss: Viewport): void {
    const { painting, place } = this;
    painting.picture(this.#picture, all);
    painting.overlay(this.#overlay, all, place);
    painting.outlines(this.#outlines, all, place);
    const title = painting.title(place);
    const note = painting.note(place);
    this.#title.textContent = title;
    this.#title.title = title;
    this.#note.textContent = note;
    this.#note.hidden = note === "";
    this.#cancel.hidden = !painting.canCancel(place);
    this.view.setAttribute("aria-label", title);
    this.view.dataset["state"] = painting.isThere(place) ? "there" : "missing";
    this.target.show(painting.points, painting.session.view.value.target, inCss);
    this.legend.show(painting.overlayAt(place), painting.session.view.value);
  }
}
