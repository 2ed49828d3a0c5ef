import { toImage, type Point, type Viewport } from "../../../shared/view/viewport";
import type { PictureNavigation } from "../navigation";
import type { Signal } from "../signal";

/** The views, each an element of the class "view". */
interface Views {
  readonly element: HTMLElement;
  /** The screen's own pixels to one of CSS. */
  readonly ratio: number;
}

interface Pointed {
  readonly viewport: Signal<Viewport>;
  /** Where the pointer is, in pixels of the picture; null: on none of the views. */
  readonly hover: Signal<Point | null>;
}

/** Of the wheel: how much a pixel of its way enlarges. */
const zoomPerPixel = 0.0016;
/** A trackpad's pinch comes as a wheel with Ctrl, in smaller steps. */
const zoomPerPinch = 0.01;

/** Mouse, pen and finger over any of the views: they pan and zoom all of them. */
export class PanePointer {
  #panning: { readonly id: number; x: number; y: number } | null = null;

  constructor(
    readonly grid: Views,
    readonly session: Pointed,
    readonly navigation: PictureNavigation,
  ) {
    const { element } = grid;
    element.addEventListener("pointerdown", (event) => this.#down(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const)
      element.addEventListener(end, (event) => this.#end(event));
    element.addEventListener("pointerleave", () => (session.hover.value = null));
    element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    element.addEventListener("contextmenu", (event) => event.preventDefault());
    element.addEventListener("dblclick", (event) => {
      const at = this.#place(event);
      if (at) navigation.oneToOne(at);
    });
  }

  #down(event: PointerEvent): void {
    const view = viewOf(event);
    if (!view || this.#panning) return;
    event.preventDefault(); // no selection, no scrolling with the middle button
    this.grid.element.focus({ preventScroll: true });
    this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
    view.setPointerCapture(event.pointerId);
    this.grid.element.dataset["panning"] = "";
  }

  #move(event: PointerEvent): void {
    if (this.#panning?.id === event.pointerId) {
      const { ratio } = this.grid;
      this.navigation.pan((event.clientX - this.#panning.x) * ratio, (event.clientY - this.#panning.y) * ratio);
      this.#panning.x = event.clientX;
      this.#panning.y = event.clientY;
    }
    this.#hover(event);
  }

  #end(event: PointerEvent): void {
    if (this.#panning?.id !== event.pointerId) return;
    this.#panning = null;
    delete this.grid.element.dataset["panning"];
  }

  #wheel(event: WheelEvent): void {
    const at = this.#place(event);
    if (!at) return;
    event.preventDefault();
    const way = (event.deltaY || event.deltaX) * ([1, 16, 100][event.deltaMode] ?? 1);
    const perPixel = event.ctrlKey ? zoomPerPinch : zoomPerPixel;
    this.navigation.zoom(Math.exp(-Math.max(-240, Math.min(240, way)) * perPixel), at);
    this.#hover(event);
  }

  #hover(event: MouseEvent): void {
    const at = this.#place(event);
    this.session.hover.value = at && toImage(this.session.viewport.value, at.x, at.y);
  }

  /** Where an event is, in the screen's own pixels from the corner of the view that it is on; null: on none. */
  #place(event: MouseEvent): Point | null {
    const box = viewOf(event)?.getBoundingClientRect();
    if (!box) return null;
    const { ratio } = this.grid;
    return { x: (event.clientX - box.left) * ratio, y: (event.clientY - box.top) * ratio };
  }
}

function viewOf({ target }: MouseEvent): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".view") : null;
}
