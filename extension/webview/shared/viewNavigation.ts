import type { Size } from "../../shared/label/rect";
import { fit, hundredPercent, pan, scaleLimits, zoomAt, type Point, type Viewport } from "../../shared/view/viewport";
import type { Signal } from "./signal";

/** The ways of a view over a picture. Sizes and places are in the screen's own pixels. */
export class ViewNavigation {
  /** Whether the whole picture is to stay in view when the view's size changes. */
  protected isFitted = true;
  /** Of the picture; null: there is none. */
  protected size: Size | null = null;

  constructor(
    readonly viewport: Signal<Viewport>,
    readonly screen: () => Size,
  ) {}

  zoom(factor: number, at: Point = this.#middle()): void {
    if (!this.size) return;
    const limits = scaleLimits(this.size, this.screen());
    this.go(zoomAt(this.viewport.value, factor, at.x, at.y, limits));
  }

  pan(dx: number, dy: number): void {
    this.go(pan(this.viewport.value, dx, dy));
  }

  fit(): void {
    if (!this.size) return;
    this.viewport.value = fit(this.size, this.screen());
    this.isFitted = true;
  }

  hundredPercent(): void {
    this.go(hundredPercent(this.viewport.value, this.screen()));
  }

  protected go(viewport: Viewport): void {
    this.isFitted = false;
    this.viewport.value = viewport;
  }

  #middle(): Point {
    const { width, height } = this.screen();
    return { x: width / 2, y: height / 2 };
  }
}
