import type { Rect, Size } from "../../shared/label/rect";
import { pan, scaleLimits, type Point, type Viewport } from "../../shared/view/viewport";
import { showRect } from "../../shared/view/showRect";
import type { Fetched } from "./fetched";
import type { LoadedPicture } from "./picture/pictureLoader";
import type { Signal } from "./signal";
import { ViewNavigation } from "./viewNavigation";

/** What is shown, and how. */
interface Shown {
  readonly viewport: Signal<Viewport>;
  readonly picture: Signal<Fetched<LoadedPicture>>;
}

/** The ways of all views over the picture together; places may be in any of them. */
export class PictureNavigation extends ViewNavigation {
  /** @param screen the size of one view; all are alike */
  constructor(session: Shown, screen: () => Size) {
    super(session.viewport, screen);
    session.picture.follow((picture) => {
      if (picture.state === "there") this.#begin(picture.value.picture);
    });
  }

  /** One screen pixel to one pixel of the picture, with what is at the place staying there. */
  oneToOne(at: Point): void {
    this.zoom(1 / this.viewport.value.scale, at);
  }

  /** Brings a rectangle of the picture into the middle. */
  show(rect: Rect): void {
    if (this.size) this.go(showRect(rect, this.screen(), scaleLimits(this.size, this.screen())));
  }

  /** The views have another size; what was in their middle stays there. */
  resized(before: Size): void {
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
