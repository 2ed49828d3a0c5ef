import type { Point } from "../../../shared/view/viewport";
import type { Paper, Sketch } from "./paper";
import type { Tool } from "./tool";

/** Corner by corner; Enter, a double click or a click on the first corner closes. */
export class Polygon implements Tool {
  #corners: number[] = [];
  #erases = false;
  #pointer: Point | null = null;

  constructor(
    readonly paper: Paper,
    readonly sketch: Sketch,
  ) {}

  down(at: Point, erases: boolean): void {
    if (this.#corners.length === 0) this.#erases = erases;
    else if (this.#closesAt(at)) {
      this.#close();
      return;
    }
    this.#corners.push(at.x, at.y);
    this.#pointer = at;
    this.redraw();
    this.paper.say(
      this.#corners.length < 6
        ? "Click the next corner."
        : `${this.#corners.length / 2} corners. Press Enter or click the first one to close the polygon.`,
    );
  }

  move(): void {}

  up(): void {}

  hover(at: Point): void {
    if (this.#corners.length === 0) return;
    this.#pointer = at;
    this.redraw();
  }

  key(key: string): boolean {
    if (this.#corners.length === 0) return false;
    if (key === "Enter") this.#close();
    else if (key === "Escape") this.cancel();
    else {
      this.#corners.length -= 2;
      this.redraw();
    }
    return true;
  }

  cancel(): void {
    this.#corners = [];
    this.#pointer = null;
    this.sketch.clear();
  }

  redraw(): void {
    this.sketch.clear();
    if (this.#corners.length > 0) this.sketch.corners(this.#corners, this.#pointer);
  }

  #close(): void {
    if (this.#corners.length < 6) {
      this.paper.say("A polygon needs at least three corners.");
      return;
    }
    const points = Float32Array.from(this.#corners);
    this.cancel();
    this.paper.draw({ kind: "polygon", points, ...this.paper.ink(this.#erases) });
  }

  /** On the first corner, nearly; or on the last again, exactly, as the keyboard does it. */
  #closesAt(at: Point): boolean {
    const [x = NaN, y = NaN] = this.#corners;
    if (this.#corners.length >= 6 && this.sketch.isNear({ x, y }, at)) return true;
    return this.#corners.at(-2) === at.x && this.#corners.at(-1) === at.y;
  }
}
