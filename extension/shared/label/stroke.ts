import { notLabelled } from "../protocol";

/** What a pen can leave on a mask. A value is a class index, or {@link notLabelled}. */
export type Stroke = PolygonStroke | BrushStroke | FloodStroke | RunsStroke | ValuesStroke;

export { notLabelled };

interface Painted {
  /** What the pixels become. 0 erases: it is the background. */
  readonly value: number;
  /** Whether pixels that hold a label already, neither 0 nor {@link notLabelled}, stay as they are. */
  readonly keepsLabels: boolean;
}

/** Lasso and polygon. The last point joins the first; what is wound around at all is inside (nonzero rule). */
export interface PolygonStroke extends Painted {
  readonly kind: "polygon";
  /** x0, y0, x1, y1, … in pixels of the image; pixel (i, j) covers i to i + 1 and j to j + 1. */
  readonly points: Float32Array;
}

/** A round brush along a line: every pixel whose centre is within the radius of the line. */
export interface BrushStroke extends Painted {
  readonly kind: "brush";
  readonly points: Float32Array;
  /**
   * In pixels, at least 0.5. Below 1 the line goes through the centres of the pixels under the points, so that a dot of
   * 0.5 is the pixel under it.
   */
  readonly radius: number;
}

/** The pixels of one value that are connected (by their edges) with pixel x, y. */
export interface FloodStroke extends Painted {
  readonly kind: "flood";
  readonly x: number;
  readonly y: number;
}

/** Any pixels, chosen by what only one side knows, such as the picture's intensities. */
export interface RunsStroke extends Painted {
  readonly kind: "runs";
  /** start0, length0, start1, length1, …: pixels in reading order (y * width + x), ascending, without overlap. */
  readonly runs: Uint32Array;
}

/** Pixels that each get a value of their own, such as a suggestion that is taken over. */
export interface ValuesStroke extends Pick<Painted, "keepsLabels"> {
  readonly kind: "values";
  /** start0, length0, value0, start1, …: pixels in reading order, ascending, without overlap. */
  readonly runs: Uint32Array;
}
