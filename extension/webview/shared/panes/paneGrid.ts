import type { Rect, Size } from "../../../shared/label/rect";
import { columnsFor } from "../../../shared/view/arrangement";
import type { Point, Viewport } from "../../../shared/view/viewport";
import { element } from "../element";
import type { Fetched, Signal } from "../signal";
import { PictureNavigation } from "../navigation";
import type { LoadedPicture } from "../picture/pictureLoader";
import type { Pane } from "./pane";
import { PanePointer } from "./panePointer";

/** The height of a view's title; as in paneGrid.css. */
const head = 26;

/** What a grid shows. */
interface Shown {
  readonly panes: readonly Pane[];
  /** How many pixels of the screen show one of the picture, and where; the same for all views. */
  readonly viewport: Signal<Viewport>;
  readonly picture: Signal<Fetched<LoadedPicture>>;
  /** Where the pointer is, in pixels of the picture; null: on none of the views. */
  readonly hover: Signal<Point | null>;
  /** Whether a view is on. */
  readonly isShown: (pane: Pane) => boolean;
  /**
   * Paints the views that are on.
   * @param all what a view shows, in the screen's own pixels
   * @param inCss the viewport in CSS pixels, for what is not on a canvas
   */
  readonly paint: (all: Rect, inCss: Viewport) => void;
}

/** Views of one picture side by side and all alike in size, so that one viewport is for all of them. */
export class PaneGrid {
  readonly element = element("div", {
    class: "panes",
    tabindex: 0,
    role: "group",
    "data-vscode-context": '{"preventDefaultContextMenuItems":true}',
  });
  readonly navigation: PictureNavigation;
  #screen: Size = { width: 0, height: 0 };
  #ratio = 1;
  #frame = 0;

  constructor(readonly shown: Shown) {
    this.element.append(...shown.panes.map((pane) => pane.element));
    this.navigation = new PictureNavigation(shown, () => this.#screen);
    new PanePointer(this, shown, this.navigation);
    new ResizeObserver(() => this.arrange()).observe(this.element);
    shown.viewport.follow(() => this.redraw());
    shown.picture.follow(() => this.arrange());
  }

  /** The screen's own pixels to one of CSS. */
  get ratio(): number {
    return this.#ratio;
  }

  /** Says what is shown, for those who do not see it. */
  name(what: string): void {
    this.element.setAttribute("aria-label", `${what}. Arrow keys move the picture, plus and minus zoom.`);
  }

  /** Other views are on, or their picture has another size. */
  arrange(): void {
    const { panes, picture, isShown } = this.shown;
    for (const pane of panes) pane.element.hidden = !isShown(pane);
    const space = this.element.getBoundingClientRect();
    if (space.width === 0 || space.height === 0) return; // behind another tab
    const image = picture.value.state === "there" ? picture.value.value.picture : { width: 1, height: 1 };
    const count = panes.filter(({ element: { hidden } }) => !hidden).length;
    this.element.style.setProperty("--columns", String(columnsFor(count, image, space, head)));
    this.#measure();
    this.#paint(); // now: a canvas is empty after a change of its size, and would flicker
  }

  /** Paints all with the next frame. */
  redraw(): void {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #measure(): void {
    const box = this.shown.panes.find(({ element: { hidden } }) => !hidden)?.view.getBoundingClientRect();
    if (!box) return;
    const before = this.#screen;
    this.#ratio = window.devicePixelRatio;
    this.#screen = { width: Math.round(box.width * this.#ratio), height: Math.round(box.height * this.#ratio) };
    if (before.width === this.#screen.width && before.height === this.#screen.height) return;
    for (const pane of this.shown.panes) pane.resize(this.#screen);
    this.navigation.resized(before);
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const all = { x: 0, y: 0, ...this.#screen };
    if (all.width === 0 || all.height === 0) return;
    const { scale, x, y } = this.shown.viewport.value;
    this.shown.paint(all, { scale: scale / this.#ratio, x: x / this.#ratio, y: y / this.#ratio });
  }
}
