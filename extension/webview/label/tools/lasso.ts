import type { Point } from "../../../shared/view/viewport";
import type { Paper, Sketch } from "./paper";
import type { Tool } from "./tool";

/** Freehand around a region; closes itself where the button goes up. */
export class Lasso implements Tool {
  #points: number[] = [];
  #erases = false;

  constructor(
    readonly paper: Paper,
    readonly sketch: Sketch,
  ) {}

  down(at: Point, erases: boolean): void {
    this.#points = [at.x, at.y];
    this.#erases = erases;
  }

  move(points: readonly number[]): void {
    const from = this.#points.length - 2;
    for (const value of points) this.#points.push(value);
    this.sketch.trail(this.#points, from);
  }

  up(): void {
    const points = Float32Array.from(this.#points);
    this.cancel();
    if (points.length < 6) this.paper.say("Hold the mouse button down and draw around the object.");
    else this.paper.draw({ kind: "polygon", points, ...this.paper.ink(this.#erases) });
  }

  cancel(): void {
    this.#points = [];
    this.sketch.clear();
  }

  redraw(): void {
    this.sketch.clear();
    this.sketch.trail(this.#points, 0);
  }
}
