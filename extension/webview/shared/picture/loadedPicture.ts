import type { Contrast, Picture } from "../../../shared/picture/picture";

/** A picture with what is needed to show it quickly; made in the worker. */
export interface LoadedPicture {
  readonly picture: Picture;
  /** The picture itself, its half, its quarter, … */
  readonly levels: readonly Picture[];
  /** Leaves out the darkest and the brightest thousandth. */
  readonly stretched: Contrast;
  readonly full: Contrast;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}
