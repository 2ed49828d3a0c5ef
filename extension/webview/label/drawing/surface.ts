import type { Rect, Size } from "../../../shared/label/rect";
import { screenRect, toImage, type Point } from "../../../shared/view/viewport";
import { Layer } from "../../shared/picture/layer";
import { element } from "../../shared/element";
import { Painting } from "./painting";
import type { Session } from "../state/session";
import { Sketch } from "../tools/paper";

/**
 * Picture, labels and sketch, one over the other, in the size of the view and in the screen's own pixels. A view that
 * moves is painted once a frame; a stroke paints its own rectangle at once.
 */
export class Surface {
  readonly sketch: Sketch;
  /** The size of the brush, around the pointer. */
  readonly ring = element("div", { class: "ring", hidden: true });
  /** The cursor of the keyboard. */
  readonly cursor = element("div", { class: "cursor", hidden: true });
  readonly element: HTMLElement;
  ratio = 1;
  #screen: Size = { width: 0, height: 0 };
  #corner: Point = { x: 0, y: 0 };
  #frame = 0;
  readonly #painting: Painting;
  readonly #picture = new Layer();
  readonly #labels = new Layer();
  /** What a model suggests, and around what of it is not wanted a line. */
  readonly #suggested = [new Layer(), new Layer()] as const;
  readonly #resized: (() => void)[] = [];

  constructor(readonly session: Session) {
    this.#painting = new Painting(session);
    this.sketch = new Sketch(
      () => session.viewport.value,
      () => this.ratio,
    );
    this.element = element(
      "div",
      {
        class: "stage",
        tabindex: 0,
        role: "application",
        "data-vscode-context": '{"preventDefaultContextMenuItems":true}',
      },
      this.#picture.canvas,
      this.#labels.canvas,
      ...this.#suggested.map(({ canvas }) => canvas),
      this.sketch.canvas,
      this.ring,
      this.cursor,
    );
    new ResizeObserver(() => this.#resize()).observe(this.element);
    const { picture, strokes, classes, viewport, contrast, channel, settings } = session;
    for (const signal of [picture, strokes, classes, viewport, contrast, channel]) signal.follow(() => this.redraw());
    settings.now.follow((now, before) => {
      if (now.opacity !== before.opacity || now.isOutlined !== before.isOutlined) this.redraw();
      if (now.isOverlayShown !== before.isOverlayShown) this.redraw();
    });
  }

  get screen(): Size {
    return this.#screen;
  }

  /** Calls back whenever the view has another size. */
  onResize(listener: () => void): void {
    this.#resized.push(listener);
  }

  /** Paints all with the next frame. */
  readonly redraw = (): void => {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  };

  /** Paints labels of this rectangle of the image now. */
  readonly redrawLabels = (changed: Rect | null): void => {
    if (!changed || this.#frame) return;
    // With one more around: an outline depends on the neighbours.
    this.#paintLabels(screenRect(this.session.viewport.value, changed, this.#screen, 1));
  };

  /** Finds anew where the stage is on the page. */
  located(): void {
    const { left, top } = this.element.getBoundingClientRect();
    this.#corner = { x: left, y: top };
  }

  /** Where an event is, in the screen's own pixels from the stage's corner. */
  place({ clientX, clientY }: MouseEvent): Point {
    return { x: (clientX - this.#corner.x) * this.ratio, y: (clientY - this.#corner.y) * this.ratio };
  }

  /** The middle of the view, in pixels of the image. */
  middle(): Point {
    return toImage(this.session.viewport.value, this.#screen.width / 2, this.#screen.height / 2);
  }

  #resize(): void {
    const { width, height } = this.element.getBoundingClientRect();
    this.ratio = window.devicePixelRatio;
    this.#screen = { width: Math.round(width * this.ratio), height: Math.round(height * this.ratio) };
    this.#picture.resize(this.#screen);
    for (const layer of [this.#labels, ...this.#suggested]) layer.resize(this.#screen);
    this.sketch.canvas.width = this.#screen.width;
    this.sketch.canvas.height = this.#screen.height;
    this.located();
    for (const listener of this.#resized) listener();
    this.#paint(); // now: a canvas is empty after a change of its size, and would flicker
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const all = { x: 0, y: 0, ...this.#screen };
    if (all.width === 0 || all.height === 0) return;
    this.#painting.picture(this.#picture, all);
    this.#paintLabels(all);
  }

  #paintLabels(rect: Rect): void {
    this.#painting.labels(this.#labels, rect);
    this.#painting.suggestion(...this.#suggested, rect);
  }
}
