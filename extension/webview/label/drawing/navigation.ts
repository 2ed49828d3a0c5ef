import type { Rect, Size } from "../../../shared/label/rect";
import { ViewNavigation } from "../../shared/navigation";
import { keep, kept } from "../state/host";
import type { Session } from "../state/session";

/** The ways of the view over the picture, which VS Code keeps while the tab is hidden. */
export class Navigation extends ViewNavigation {
  #timer: number | undefined;

  constructor(
    readonly session: Session,
    screen: () => Size,
  ) {
    super(session.viewport, screen);
    session.picture.follow((loaded) => {
      if (loaded) this.#begin(loaded.picture);
    });
    session.viewport.follow(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#keep(), 200);
    });
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
    if (this.showWanted()) return;
    if (this.isFitted) this.fit();
  }

  /** A page of the same stack stays where it is; a picture seen before comes back to where it was. */
  #begin(size: Size): void {
    const before = this.size;
    this.size = size;
    if (this.showWanted()) return;
    if (before?.width === size.width && before.height === size.height) return;
    const last = kept().view;
    if (last?.name === this.session.name.value && last.width === size.width && last.height === size.height)
      this.go(last.viewport);
    else this.fit();
  }

  #keep(): void {
    if (!this.size) return;
    const { width, height } = this.size;
    if (this.isFitted) keep({ view: undefined });
    else keep({ view: { name: this.session.name.value, width, height, viewport: this.session.viewport.value } });
  }
}
