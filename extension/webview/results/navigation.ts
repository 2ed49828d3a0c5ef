import type { Rect, Size } from "../../shared/label/rect";
import { fit, hundredPercent, pan, scaleLimits, zoomAt, type Point, type Viewport } from "../../shared/view/viewport";
import { showRect } from "../../shared/view/showRect";
import type { Session } from "./session";

/** The ways of all views over the picture together. Sizes and places are in the screen's own pixels, in any view. */
export class Navigation {
  /** Whether the whole picture is to stay in view when the window changes. */
  #isFitted = true;
  #size: Size | null = null;

  constructor(
    readonly session: Session,
    /** Of one view; all are alike. */
    readonly screen: () => Size,
  ) {
    session.picture.follow((picture) => {
      if (picture.state === "there") this.#begin(picture.value.picture);
    });
  }

  zoom(factor: number, at: Point = this.#middle()): void {
    if (!this.#size) return;
    const limits = scaleLimits(this.#size, this.screen());
    this.#go(zoomAt(this.session.viewport.value, factor, at.x, at.y, limits));
  }

  pan(dx: number, dy: number): void {
    this.#go(pan(this.session.viewport.value, dx, dy));
  }

  fit(): void {
    if (!this.#size) return;
    this.session.viewport.value = fit(this.#size, this.screen());
    this.#isFitted = true;
  }

  hundredPercent(): void {
    this.#go(hundredPercent(this.session.viewport.value, this.screen()));
  }

  /** One screen pixel to one pixel of the picture, with what is at the place staying there. */
  oneToOne(at: Point): void {
    this.zoom(1 / this.session.viewport.value.scale, at);
  }

  /** Brings a rectangle of the picture into the middle. */
  show(rect: Rect): void {
    if (this.#size) this.#go(showRect(rect, this.screen(), scaleLimits(this.#size, this.screen())));
  }

  /** The views have another size; what was in their middle stays there. */
  resized(before: Size): void {
    if (this.#isFitted) return this.fit();
    const now = this.screen();
    this.#go(pan(this.session.viewport.value, (now.width - before.width) / 2, (now.height - before.height) / 2));
  }

  #go(viewport: Viewport): void {
    this.#isFitted = false;
    this.session.viewport.value = viewport;
  }

  /** A picture of the same size is looked at where the last one was. */
  #begin({ width, height }: Size): void {
    const before = this.#size;
    this.#size = { width, height };
    if (before?.width !== width || before.height !== height) this.fit();
  }

  #middle(): Point {
    const { width, height } = this.screen();
    return { x: width / 2, y: height / 2 };
  }
}
