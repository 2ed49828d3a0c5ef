import { toImage, type Point } from "../../../shared/view/viewport";
import type { HeldKeys } from "./heldKeys";
import type { Navigation } from "./navigation";
import type { Pen } from "./pen";
import type { Session } from "../state/session";
import type { Surface } from "./surface";

/** Of the wheel: how much a pixel of its way enlarges. */
const zoomPerPixel = 0.0016;
/** A trackpad's pinch comes as a wheel with Ctrl, in smaller steps. */
const zoomPerPinch = 0.01;

/** Mouse, pen and finger over the picture: they draw, pan and zoom. */
export class Pointer {
  #panning: { readonly id: number; x: number; y: number } | null = null;
  #drawing: number | null = null;

  constructor(
    readonly surface: Surface,
    readonly session: Session,
    readonly navigation: Navigation,
    readonly pen: Pen,
    readonly held: HeldKeys,
  ) {
    const stage = surface.element;
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#up(event));
    stage.addEventListener("pointercancel", (event) => this.#lost(event));
    stage.addEventListener("lostpointercapture", (event) => this.#lost(event));
    stage.addEventListener("pointerenter", () => this.surface.located());
    stage.addEventListener("pointerleave", () => (session.hover.value = null));
    stage.addEventListener("contextmenu", (event) => event.preventDefault());
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("blur", () => stage.removeAttribute("data-mouse"));
    stage.addEventListener("dblclick", () => pen.key("Enter"));
  }

  #down(event: PointerEvent): void {
    if (this.#panning || this.#drawing !== null) return;
    event.preventDefault(); // no selection, no scrolling with the middle button
    this.surface.located();
    this.surface.element.toggleAttribute("data-mouse", true);
    this.surface.element.focus({ preventScroll: true });
    const isPenEraser = event.button === 5;
    const pans =
      (event.button !== 0 && !isPenEraser) || this.held.space.value || this.session.preferences.tool === "pan";
    if (pans) {
      this.held.use();
      this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
      this.surface.element.dataset["panning"] = "";
    } else if (this.pen.down(this.#at(event), event.altKey || isPenEraser)) this.#drawing = event.pointerId;
    else return;
    this.surface.element.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const at = this.#at(event);
    this.session.hover.value = at;
    if (this.#panning?.id === event.pointerId) {
      const { x, y } = this.#panning;
      const ratio = this.surface.ratio;
      this.navigation.pan((event.clientX - x) * ratio, (event.clientY - y) * ratio);
      this.#panning.x = event.clientX;
      this.#panning.y = event.clientY;
    } else if (this.#drawing === event.pointerId) {
      // All the places that the browser has put together into this event: a quick hand draws round, not angular.
      const points: number[] = [];
      for (const one of [...event.getCoalescedEvents(), event]) {
        const { x, y } = this.#at(one);
        if (x !== points.at(-2) || y !== points.at(-1)) points.push(x, y);
      }
      this.pen.move(points);
    } else this.pen.hover(at);
  }

  #up(event: PointerEvent): void {
    if (this.#drawing === event.pointerId) {
      this.#drawing = null;
      this.pen.up();
    }
    this.#release(event.pointerId);
  }

  /** The system took the pointer away: what was drawn so far would surprise. */
  #lost(event: PointerEvent): void {
    if (this.#drawing === event.pointerId) {
      this.#drawing = null;
      this.pen.cancel();
    }
    this.#release(event.pointerId);
  }

  #release(pointerId: number): void {
    if (this.#panning?.id !== pointerId) return;
    this.#panning = null;
    delete this.surface.element.dataset["panning"];
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const way = (event.deltaY || event.deltaX) * ([1, 16, 100][event.deltaMode] ?? 1);
    if (event.altKey) {
      this.held.use();
      this.session.resizeBrush(-Math.sign(way));
      return;
    }
    const factor = Math.exp(-Math.max(-240, Math.min(240, way)) * (event.ctrlKey ? zoomPerPinch : zoomPerPixel));
    this.navigation.zoom(factor, this.surface.place(event));
    this.session.hover.value = this.#at(event);
  }

  #at(event: MouseEvent): Point {
    const { x, y } = this.surface.place(event);
    return toImage(this.session.viewport.value, x, y);
  }
}
