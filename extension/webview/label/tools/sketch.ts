import { toScreen, type Point, type Viewport } from "../../../shared/view/viewport";
import { union, type Rect } from "../../../shared/label/rect";

/** Screen pixels around a corner that count as a click on it. */
const reach = 7;

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
