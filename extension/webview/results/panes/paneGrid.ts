import type { Size } from "../../../shared/label/rect";
import { columnsFor } from "../../../shared/view/arrangement";
import { rectOnScreen } from "../../../shared/view/showRect";
import { toScreen } from "../../../shared/view/viewport";
import { element } from "../../shared/element";
import type { Session } from "../session";
import { mapControls } from "./mapControls";
import { Painting } from "./painting";
import { Pane } from "./pane";
import { paneTitles } from "./paneNames";

/** The height of a view's title; as in style.css. */
const head = 26;

/** The views that are on, side by side and all alike in size, so that one viewport is for all of them. */
export class PaneGrid {
  readonly element = element("div", {
    class: "panes",
    tabindex: 0,
    role: "group",
    "data-vscode-context": '{"preventDefaultContextMenuItems":true}',
  });
  readonly #panes: readonly Pane[];
  readonly #resized: ((before: Size) => void)[] = [];
  #screen: Size = { width: 0, height: 0 };
  #ratio = 1;
  #frame = 0;

  constructor(readonly session: Session) {
    const painting = new Painting(session);
    this.#panes = paneTitles.map(([name, title]) => new Pane(name, title, painting, mapControls(session, name)));
    this.element.append(...this.#panes.map((pane) => pane.element));
    new ResizeObserver(() => this.#arrange()).observe(this.element);
    const { item, view, picture, classes, prediction, label, difference, maps, selected, viewport, hover } = session;
    for (const signal of [item, view, picture]) signal.follow(() => this.#arrange());
    for (const signal of [classes, prediction, label, difference, maps, selected, viewport])
      signal.follow(() => this.#redraw());
    hover.follow(() => this.#point());
    item.follow((shown) => {
      const keys = "Arrow keys move the picture in all views, plus and minus zoom.";
      this.element.setAttribute("aria-label", `Views of ${shown?.name ?? "no image"}. ${keys}`);
    });
  }

  /** Of one view, in the screen's own pixels. */
  get screen(): Size {
    return this.#screen;
  }

  /** The screen's own pixels to one of CSS. */
  get ratio(): number {
    return this.#ratio;
  }

  /** Calls back with the size that the views had before, whenever they have another. */
  onResize(listener: (before: Size) => void): void {
    this.#resized.push(listener);
  }

  #arrange(): void {
    const shown = this.session.panes;
    for (const pane of this.#panes) pane.element.hidden = !shown.includes(pane.name);
    const { width, height } = this.element.getBoundingClientRect();
    const { picture } = this.session;
    const image = picture.value.state === "there" ? picture.value.value.picture : { width: 1, height: 1 };
    const columns = columnsFor(shown.length, image, { width, height }, head);
    this.element.style.setProperty("--columns", String(columns));
    this.#measure();
    this.#paint(); // now: a canvas is empty after a change of its size, and would flicker
  }

  #measure(): void {
    const box = this.#panes.find(({ element }) => !element.hidden)?.view.getBoundingClientRect();
    if (!box) return;
    const before = this.#screen;
    this.#ratio = window.devicePixelRatio;
    this.#screen = { width: Math.round(box.width * this.#ratio), height: Math.round(box.height * this.#ratio) };
    if (before.width === this.#screen.width && before.height === this.#screen.height) return;
    for (const pane of this.#panes) pane.resize(this.#screen);
    for (const listener of this.#resized) listener(before);
  }

  #redraw(): void {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { item, viewport, selected } = this.session;
    const all = { x: 0, y: 0, ...this.#screen };
    if (all.width === 0 || all.height === 0) return;
    const { scale, x, y } = viewport.value;
    const inCss = { scale: scale / this.#ratio, x: x / this.#ratio, y: y / this.#ratio };
    const object = selected.value;
    const mark = object && rectOnScreen(inCss, { ...object, x: object.left, y: object.top });
    for (const pane of this.#panes) {
      if (pane.element.hidden) continue;
      pane.paint(all, item.value?.name ?? "");
      pane.mark(mark);
    }
    // For tests: what all views show.
    this.element.dataset["viewport"] = [scale, x, y].map((value) => value.toFixed(3)).join(" ");
    this.#point();
  }

  #point(): void {
    const { hover, viewport } = this.session;
    const at = hover.value && toScreen(viewport.value, hover.value.x, hover.value.y);
    const inCss = at && { x: at.x / this.#ratio, y: at.y / this.#ratio };
    for (const pane of this.#panes) pane.point(pane.view.matches(":hover") ? null : inCss);
  }
}
