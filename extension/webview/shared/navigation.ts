import type { Rect, Size } from "../../shared/label/rect";
import {
  showRect,
  fit,
  hundredPercent,
  pan,
  scaleLimits,
  zoomAt,
  type Point,
  type Viewport,
} from "../../shared/view/viewport";
import type { Fetched, Signal } from "./signal";
import type { LoadedPicture } from "./picture/pictureLoader";

/** The ways of a view over a picture. Sizes and places are in the screen's own pixels. */
export class ViewNavigation {
  /** Whether the whole picture is to stay in view when the view's size changes. */
  protected isFitted = true;
  /** Of the picture; null: there is none. */
  protected size: Size | null = null;
  /** What is to be shown once there is a picture, and a view of any size. */
  #wanted: Rect | null = null;

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

  /** Brings a rectangle of the picture into the middle. */
  show(rect: Rect): void {
    const canShow = this.size !== null && this.screen().width > 0;
    this.#wanted = canShow ? null : rect;
    if (this.size && canShow) this.go(showRect(rect, this.screen(), scaleLimits(this.size, this.screen())));
  }

  /** Shows what was wanted earlier; returns whether there was anything. */
  protected showWanted(): boolean {
    if (this.#wanted === null) return false;
    this.show(this.#wanted);
    return true;
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

/** What is shown, and how. */
interface Shown {
  readonly viewport: Signal<Viewport>;
  readonly picture: Signal<Fetched<LoadedPicture>>;
}

/** The ways of all views over the picture together; places may be in any of them. */
export class PictureNavigation extends ViewNavigation {
  /** @param screen the size of one view; all are alike */
  constructor({ viewport, picture }: Shown, screen: () => Size) {
    super(viewport, screen);
    picture.follow((fetched) => {
      if (fetched.state === "there") this.#begin(fetched.value.picture);
    });
  }

  /** One screen pixel to one pixel of the picture, with what is at the place staying there. */
  oneToOne(at: Point): void {
    this.zoom(1 / this.viewport.value.scale, at);
  }

  /** The views have another size; what was in their middle stays there. */
  resized(before: Size): void {
    if (this.showWanted()) return;
    if (this.isFitted) return this.fit();
    const now = this.screen();
    this.go(pan(this.viewport.value, (now.width - before.width) / 2, (now.height - before.height) / 2));
  }

  /** A picture of the same size is looked at where the last one was. */
  #begin({ width, height }: Size): void {
    const before = this.size;
    this.size = { width, height };
    if (before?.width !== width || before.height !== height) this.fit();
  }
}
