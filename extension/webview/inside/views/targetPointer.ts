import type { ImagePoint } from "../../../shared/protocol";
import { toImage } from "../../../shared/view/viewport";
import type { Session } from "../state/session";
import type { PaneGrid } from "../../shared/panes/paneGrid";
import type { Painting } from "./painting";

/** Points of a line that are nearer than this on the screen say nothing more. */
const leastStep = 2;

/**
 * The hand that chooses pixels: the left button clicks an object or a pixel, or draws around a region. Everything else is
 * left to who moves the picture.
 */
export class TargetPointer {
  #drawing: { readonly id: number; readonly points: ImagePoint[]; x: number; y: number } | null = null;
  #isSpaceDown = false;

  constructor(
    readonly grid: PaneGrid,
    readonly painting: Painting,
    readonly session: Session,
  ) {
    const { element } = grid;
    // Before who moves the picture.
    element.addEventListener("pointerdown", (event) => this.#down(event), { capture: true });
    element.addEventListener("pointermove", (event) => this.#move(event), { capture: true });
    element.addEventListener("pointerup", (event) => this.#end(event, true), { capture: true });
    element.addEventListener("pointercancel", (event) => this.#end(event, false), { capture: true });
    document.addEventListener("keydown", ({ code }) => (this.#isSpaceDown ||= code === "Space"));
    document.addEventListener("keyup", ({ code }) => (this.#isSpaceDown &&= code !== "Space"));
    session.view.follow(({ target }) => (element.dataset["target"] = target));
  }

  /** Forgets the line that is being drawn. */
  cancel(): void {
    this.#drawing = null;
    this.painting.drawing = null;
    this.grid.redraw();
  }

  #down(event: PointerEvent): void {
    const { target } = this.session.view.value;
    if (target === "class" || event.button !== 0 || this.#isSpaceDown) return;
    const at = this.#place(event);
    const view = event.target instanceof Element ? event.target.closest(".view") : null;
    if (at === null || view === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.grid.element.focus({ preventScroll: true });
    if (target !== "region") return this.session.chooseAt(at);
    this.#drawing = { id: event.pointerId, points: [at], x: event.clientX, y: event.clientY };
    view.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const drawing = this.#drawing;
    if (drawing?.id !== event.pointerId) return;
    if (Math.hypot(event.clientX - drawing.x, event.clientY - drawing.y) < leastStep) return;
    const at = this.#place(event);
    if (at === null) return;
    drawing.points.push(at);
    [drawing.x, drawing.y] = [event.clientX, event.clientY];
    this.painting.drawing = drawing.points;
    this.grid.redraw();
  }

  #end({ pointerId }: PointerEvent, isDone: boolean): void {
    const drawing = this.#drawing;
    if (drawing?.id !== pointerId) return;
    this.cancel();
    if (isDone && drawing.points.length >= 3) this.session.chooseRegion(drawing.points);
  }

  #place(event: PointerEvent): ImagePoint | null {
    const view = event.target instanceof Element ? event.target.closest(".view") : null;
    const box = view?.getBoundingClientRect();
    if (!box) return null;
    const { ratio } = this.grid;
    const { viewport } = this.session;
    return toImage(viewport.value, (event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio);
  }
}
