import type { Size } from "../../../shared/label/rect";
import { columnsFor } from "../../../shared/view/arrangement";
import { element } from "../../shared/element";
import type { Session } from "../session";
import { Painting } from "./painting";
import { ViewPane } from "./viewPane";

/** The height of a view's title; as in style.css. */
const head = 26;

/** One view, or two side by side with the same viewport. */
export class ViewGrid {
  readonly element = element("div", {
    class: "panes",
    tabindex: 0,
    role: "group",
    "data-vscode-context": '{"preventDefaultContextMenuItems":true}',
  });
  readonly painting: Painting;
  readonly panes: readonly ViewPane[];
  readonly #resized: ((before: Size) => void)[] = [];
  #screen: Size = { width: 0, height: 0 };
  #ratio = 1;
  #frame = 0;

  /** @param cancel ends what takes a while */
  constructor(
    readonly session: Session,
    cancel: () => void,
  ) {
    this.painting = new Painting(session);
    this.panes = ([0, 1] as const).map((place) => new ViewPane(place, this.painting, cancel));
    this.element.append(...this.panes.map((pane) => pane.element));
    new ResizeObserver(() => this.#arrange()).observe(this.element);
    const { view, picture, layers, mask, overlays, progress, viewport } = session;
    for (const signal of [view, picture]) signal.follow(() => this.#arrange());
    for (const signal of [layers, mask, ...overlays, progress, viewport]) signal.follow(() => this.redraw());
    session.image.follow((image) => {
      const keys = "Arrow keys move the picture, plus and minus zoom.";
      this.element.setAttribute("aria-label", `Views of ${image ?? "no image"}. ${keys}`);
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

  redraw(): void {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #arrange(): void {
    const count = this.session.view.value.against.kind === "nothing" ? 1 : 2;
    this.panes.forEach((pane, i) => (pane.element.hidden = i >= count));
    const { width, height } = this.element.getBoundingClientRect();
    const { picture } = this.session;
    const image = picture.value.state === "there" ? picture.value.value.picture : { width: 1, height: 1 };
    this.element.style.setProperty("--columns", String(columnsFor(count, image, { width, height }, head)));
    this.#measure();
    this.#paint(); // now: a canvas is empty after a change of its size, and would flicker
  }

  #measure(): void {
    const box = this.panes[0]?.view.getBoundingClientRect();
    if (!box) return;
    const before = this.#screen;
    this.#ratio = window.devicePixelRatio;
    this.#screen = { width: Math.round(box.width * this.#ratio), height: Math.round(box.height * this.#ratio) };
    if (before.width === this.#screen.width && before.height === this.#screen.height) return;
    for (const pane of this.panes) pane.resize(this.#screen);
    for (const listener of this.#resized) listener(before);
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const all = { x: 0, y: 0, ...this.#screen };
    if (all.width === 0 || all.height === 0) return;
    const { scale, x, y } = this.session.viewport.value;
    const inCss = { scale: scale / this.#ratio, x: x / this.#ratio, y: y / this.#ratio };
    for (const pane of this.panes) if (!pane.element.hidden) pane.paint(all, inCss);
    // For tests: what all views show.
    this.element.dataset["viewport"] = [scale, x, y].map((value) => value.toFixed(3)).join(" ");
  }
}
