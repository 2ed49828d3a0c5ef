import type { Point } from "../../../shared/view/viewport";
import type { Ink, Paper } from "./paper";
import type { Tool } from "./tool";

/** Paints while it moves; all of it is one stroke in the end. */
export class Brush implements Tool {
  #points: number[] = [];
  // As they were when the button went down: keys pressed meanwhile are for the next stroke.
  #ink: Ink = { value: 0, keepsLabels: false };
  #radius = 1;

  constructor(
    readonly paper: Paper,
    /** Whether it is the eraser. */
    readonly alwaysErases: boolean,
  ) {}

  down(at: Point, erases: boolean): void {
    this.#ink = this.paper.ink(erases || this.alwaysErases);
    this.#radius = this.paper.radius;
    this.#points = [];
    this.move([at.x, at.y]);
  }

  move(points: readonly number[]): void {
    const from = Math.max(0, this.#points.length - 2);
    for (const value of points) this.#points.push(value);
    this.paper.draft(this.#stroke(from));
  }

  up(): void {
    this.paper.finish(this.#stroke(0));
    this.#points = [];
  }

  cancel(): void {
    this.paper.discard();
    this.#points = [];
  }

  #stroke(from: number) {
    const points = Float32Array.from(this.#points.slice(from));
    return { kind: "brush", points, radius: this.#radius, ...this.#ink } as const;
  }
}
