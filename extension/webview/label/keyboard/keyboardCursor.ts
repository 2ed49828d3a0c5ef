import { toScreen } from "../../../shared/view/viewport";
import type { Navigation } from "../drawing/navigation";
import type { Pen } from "../drawing/pen";
import type { Session } from "../state/session";
import type { Surface } from "../drawing/surface";

/** A cursor for drawing without a mouse: arrow keys move it from pixel to pixel. */
export class KeyboardCursor {
  #at: { readonly x: number; readonly y: number } | null = null;

  constructor(
    readonly session: Session,
    readonly surface: Surface,
    readonly navigation: Navigation,
    readonly pen: Pen,
  ) {
    session.viewport.follow(() => this.#show());
    session.picture.follow(() => this.hide());
    surface.element.addEventListener("pointermove", () => this.hide());
  }

  get isShown(): boolean {
    return this.#at !== null;
  }

  hide(): void {
    if (!this.#at) return;
    if (this.pen.isDown) this.pen.cancel();
    this.#at = null;
    this.#show();
  }

  /** Moves by so many pixels; the first time it only appears, in the middle of what is seen. */
  move(dx: number, dy: number): void {
    const picture = this.session.picture.value?.picture;
    if (!picture) return;
    const from = this.#at ?? this.surface.middle();
    const step = this.#at ? { x: dx, y: dy } : { x: 0, y: 0 };
    const x = Math.max(0, Math.min(picture.width - 1, Math.floor(from.x) + step.x));
    const y = Math.max(0, Math.min(picture.height - 1, Math.floor(from.y) + step.y));
    this.#at = { x, y };
    const { scale } = this.session.viewport.value;
    const corner = toScreen(this.session.viewport.value, x, y);
    this.navigation.reveal({ x: corner.x - 20, y: corner.y - 20, width: scale + 40, height: scale + 40 });
    this.#show();
    const centre = { x: x + 0.5, y: y + 0.5 };
    this.session.hover.value = centre;
    if (this.pen.isDown) this.pen.move([centre.x, centre.y]);
    else this.pen.hover(centre);
    const mask = this.session.strokes.value?.mask;
    const value = mask && this.session.className(mask.values[y * mask.width + x] ?? 0);
    this.session.spoken.value = `${x}, ${y}${value === undefined ? "" : `, ${value}`}`;
  }

  /** As a click here. The lasso goes down with one press and closes with the next. */
  press(): void {
    if (!this.#at) return;
    const centre = { x: this.#at.x + 0.5, y: this.#at.y + 0.5 };
    if (this.pen.isDown) this.pen.up();
    else if (this.pen.down(centre, false)) {
      if (this.session.preferences.tool === "lasso")
        this.session.message.value = "Draw with the arrow keys; Enter closes the lasso.";
      else this.pen.up();
    }
  }

  #show(): void {
    const cursor = this.surface.cursor;
    cursor.hidden = this.#at === null;
    if (!this.#at) return;
    const { viewport } = this.session;
    const { x, y } = toScreen(viewport.value, this.#at.x + 0.5, this.#at.y + 0.5);
    cursor.style.transform = `translate(${x / this.surface.ratio}px, ${y / this.surface.ratio}px)`;
  }
}
