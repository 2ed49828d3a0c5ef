import type { Rect, Size } from "../../shared/label/rect";
import { fit, hundredPercent, pan, scaleLimits, zoomAt, type Point, type Viewport } from "../../shared/view/viewport";
import { keep, kept } from "./host";
import type { Session } from "./session";

/** The ways of the view over the picture. Sizes and places are in the screen's own pixels. */
export class Navigation {
  /** Whether the whole picture is to stay in view when the window changes. */
  #isFitted = true;
  #shown: Size | null = null;
  #timer: number | undefined;

  constructor(
    readonly session: Session,
    readonly screen: () => Size,
  ) {
    session.picture.follow((loaded) => {
      if (loaded) this.#begin(loaded.picture);
    });
    session.viewport.follow(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#keep(), 200);
    });
  }

  zoom(factor: number, at: Point = this.#middle()): void {
    if (!this.#shown) return;
    const limits = scaleLimits(this.#shown, this.screen());
    this.#go(zoomAt(this.session.viewport.value, factor, at.x, at.y, limits));
  }

  pan(dx: number, dy: number): void {
    this.#go(pan(this.session.viewport.value, dx, dy));
  }

  fit(): void {
    if (!this.#shown) return;
    this.session.viewport.value = fit(this.#shown, this.screen());
    this.#isFitted = true;
  }

  hundredPercent(): void {
    this.#go(hundredPercent(this.session.viewport.value, this.screen()));
  }

  /** Moves as little as shows the rectangle of the screen. */
  reveal(rect: Rect): void {
    const { width, height } = this.screen();
    const dx = Math.max(0, -rect.x) - Math.max(0, rect.x + rect.width - width);
    const dy = Math.max(0, -rect.y) - Math.max(0, rect.y + rect.height - height);
    if (dx !== 0 || dy !== 0) this.pan(dx, dy);
  }

  /** The window has another size. */
  resized(): void {
    if (this.#isFitted) this.fit();
  }

  #go(viewport: Viewport): void {
    this.#isFitted = false;
    this.session.viewport.value = viewport;
  }

  /** A page of the same stack stays where it is; a picture seen before comes back to where it was. */
  #begin(size: Size): void {
    const before = this.#shown;
    this.#shown = size;
    if (before?.width === size.width && before.height === size.height) return;
    const last = kept();
    if (last?.name === this.session.name.value && last.width === size.width && last.height === size.height)
      this.#go(last.viewport);
    else this.fit();
  }

  #keep(): void {
    if (!this.#shown) return;
    const { width, height } = this.#shown;
    if (this.#isFitted) keep(undefined);
    else keep({ name: this.session.name.value, width, height, viewport: this.session.viewport.value });
  }

  #middle(): Point {
    const { width, height } = this.screen();
    return { x: width / 2, y: height / 2 };
  }
}
