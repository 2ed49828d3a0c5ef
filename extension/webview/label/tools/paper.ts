import type { Stroke } from "../../../shared/label/stroke";
import { type Rect, union } from "../../../shared/label/rect";
import { type Point, toScreen, type Viewport } from "../../../shared/view/viewport";
import { post } from "../state/host";
import type { Session } from "../state/session";

/** Screen pixels around a corner that count as a click on it. */
const reach = 7;

/** What a stroke needs besides its shape. */
export interface Ink {
  readonly value: number;
  readonly keepsLabels: boolean;
}

/** Where the tools draw: the mask, at once, and the document, when a stroke is finished. */
export class Paper {
  constructor(
    readonly session: Session,
    readonly redraw: (changed: Rect | null) => void,
  ) {}

  get radius(): number {
    return this.session.preferences.brushRadius;
  }

  /** Erasing reaches existing labels always: an eraser that does nothing would be a riddle. */
  ink(erases: boolean): Ink {
    const { value, keepsLabels } = this.session.preferences;
    return erases ? { value: 0, keepsLabels: false } : { value, keepsLabels };
  }

  say(sentence: string): void {
    this.session.message.value = sentence;
  }

  /** A part of a stroke that goes on. */
  draft(part: Stroke): void {
    this.redraw(this.session.strokes.value?.draft(part) ?? null);
  }

  draw(stroke: Stroke): void {
    this.draft(stroke);
    this.finish(stroke);
  }

  /** The parts drawn so far are this stroke. */
  finish(stroke: Stroke): void {
    const number = this.session.strokes.value?.finish(stroke) ?? null;
    if (number === null) {
      this.say(this.#why(stroke));
      return;
    }
    this.say("");
    this.session.waiting.value++;
    document.body.dataset["strokes"] = String(number);
    post({ type: "stroke", number, stroke, list: this.session.list.value });
  }

  discard(): void {
    this.redraw(this.session.strokes.value?.discard() ?? null);
  }

  /** Why a stroke changed nothing. */
  #why(stroke: Stroke): string {
    if (stroke.kind === "values") return "Nothing changed: everything suggested is labelled already.";
    const { value, keepsLabels } = stroke;
    if (keepsLabels) return "Nothing changed: existing labels are kept. Press K to draw over them.";
    return `Nothing changed: this area is already “${this.session.className(value)}”.`;
  }
}

/**
 * Lines of strokes that are not finished, over picture and labels. White with a black rim, so that they are seen on
 * everything. A trail is only ever added to: its length does not make it slower.
 */
export class Sketch {
  readonly canvas = document.createElement("canvas");
  readonly #context = this.canvas.getContext("2d");
  #dirty: Rect | null = null;

  constructor(
    readonly viewport: () => Viewport,
    /** Screen pixels to one CSS pixel. */
    readonly ratio: () => number,
  ) {}

  /** The line through the points from the one at index `from` on: x0, y0, x1, y1, … */
  trail(points: readonly number[], from: number): void {
    const path = this.#path(points, from);
    this.#stroke(path, "source-over", "white", 1.5);
    // Beneath: the rim of the newest piece must not cover the end of the one before.
    this.#stroke(path, "destination-over", "black", 3.5);
  }

  /** Corners, the lines between them and the one to the pointer. */
  corners(points: readonly number[], pointer: Point | null): void {
    const line = pointer ? [...points, pointer.x, pointer.y] : points;
    this.trail(line, 0);
    const context = this.#context;
    if (!context) return;
    const size = 6 * this.ratio();
    for (let i = 0; i < points.length; i += 2) {
      const at = this.#screen(points, i);
      context.fillStyle = "black";
      context.fillRect(at.x - size / 2 - 1, at.y - size / 2 - 1, size + 2, size + 2);
      context.fillStyle = i === 0 ? "#ffd700" : "white";
      context.fillRect(at.x - size / 2, at.y - size / 2, size, size);
    }
  }

  isNear(corner: Point, at: Point): boolean {
    const distance = Math.hypot(corner.x - at.x, corner.y - at.y) * this.viewport().scale;
    return distance <= reach * this.ratio();
  }

  clear(): void {
    const dirty = this.#dirty;
    if (dirty) this.#context?.clearRect(dirty.x, dirty.y, dirty.width, dirty.height);
    this.#dirty = null;
  }

  #path(points: readonly number[], from: number): Path2D {
    const path = new Path2D();
    for (let i = from; i < points.length; i += 2) {
      const { x, y } = this.#screen(points, i);
      path.lineTo(x, y);
      const rim = reach * this.ratio();
      this.#dirty = union(this.#dirty, { x: x - rim, y: y - rim, width: 2 * rim, height: 2 * rim });
    }
    return path;
  }

  #stroke(path: Path2D, over: GlobalCompositeOperation, color: string, width: number): void {
    const context = this.#context;
    if (!context) return;
    context.globalCompositeOperation = over;
    context.strokeStyle = color;
    context.lineWidth = width * this.ratio();
    context.lineJoin = "round";
    context.lineCap = "round";
    context.stroke(path);
    context.globalCompositeOperation = "source-over";
  }

  #screen(points: readonly number[], index: number): Point {
    return toScreen(this.viewport(), points[index] ?? 0, points[index + 1] ?? 0);
  }
}
