import { brushSpans } from "./brush";
import { fillConnected } from "./connected";
import { paint, type Patch, RunList } from "./patch";
import { polygonSpans } from "./polygon";
import { notLabelled, type FloodStroke, type RunsStroke, type Stroke } from "./stroke";

/**
 * One label for every pixel, and the strokes that change them. The same strokes give the same pixels everywhere: all
 * arithmetic is what IEEE 754 prescribes to the last bit. Work grows with what a stroke covers, not with the mask.
 */
export class EditableMask {
  constructor(
    readonly width: number,
    readonly height: number,
    /** Rows from top to bottom. */
    readonly values: Uint8Array = new Uint8Array(width * height),
  ) {
    if (values.length !== width * height)
      throw new RangeError(`A mask of ${width} × ${height} cannot have ${values.length} values.`);
  }

  /** Whether every pixel is background. */
  get isBackground(): boolean {
    const { values } = this;
    // By the index: an iterator takes several times as long.
    for (let i = 0; i < values.length; i++) if (values[i] !== 0) return false;
    return true;
  }

  /** Draws the stroke; what is outside of the mask is cut off. Returns what undoes it. */
  apply(stroke: Stroke): Patch {
    const before = new RunList();
    const paintWith = (value: number) => (start: number, end: number) =>
      paint(this.values, start, end, value, stroke.keepsLabels, before);
    switch (stroke.kind) {
      case "polygon":
        polygonSpans(stroke.points, this, paintWith(stroke.value));
        break;
      case "brush":
        brushSpans(stroke.points, stroke.radius, this, paintWith(stroke.value));
        break;
      case "flood":
        this.#flood(stroke, before);
        break;
      case "runs":
        this.#spans(stroke, paintWith(stroke.value));
        break;
      case "values":
        this.#set(stroke.runs, stroke.keepsLabels, before);
        break;
    }
    return before.patch(this.width);
  }

  /** Sets the patch's pixels; what is outside of the mask is cut off. Returns what undoes it. */
  replace(patch: Patch): Patch {
    const before = new RunList();
    this.#set(patch.runs, false, before);
    return before.patch(this.width);
  }

  #set(runs: Uint32Array, keepsLabels: boolean, before: RunList): void {
    for (let i = 0; i < runs.length; i += 3) {
      const start = runs[i] ?? 0;
      const end = Math.min(this.values.length, start + (runs[i + 1] ?? 0));
      paint(this.values, start, end, runs[i + 2] ?? 0, keepsLabels, before);
    }
  }

  #spans({ runs }: RunsStroke, span: (start: number, end: number) => void): void {
    for (let i = 0; i < runs.length; i += 2) {
      const start = runs[i] ?? 0;
      span(start, Math.min(this.values.length, start + (runs[i + 1] ?? 0)));
    }
  }

  #flood({ x, y, value, keepsLabels }: FloodStroke, before: RunList): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const old = this.values[y * this.width + x] ?? 0;
    if (keepsLabels && old !== 0 && old !== notLabelled) return;
    const filled = (start: number, end: number) => before.push(start, end - start, old);
    fillConnected(this.values, this, x, y, value, 4, filled, () => {});
  }
}
