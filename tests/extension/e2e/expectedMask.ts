import type { Picture } from "../../../extension/shared/picture/picture";

const notLabelled = 255;

export interface Ink {
  readonly value: number;
  /** Whether only the background and what is not labelled take the value. */
  readonly keepsLabels: boolean;
}

/** x0, y0, x1, y1, … */
type Points = ArrayLike<number>;

/**
 * What strokes should make of a mask, by the definitions of the tools alone, pixel by pixel and without any code of the
 * editor: what a test compares its result with.
 */
export class ExpectedMask {
  readonly values: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.values = new Uint8Array(width * height);
  }

  /** Pixels whose centres the closed line winds around; a centre on an edge belongs to what is right of it. */
  polygon(points: Points, ink: Ink): void {
    this.paintNear(points, 0, ink, (x, y) => windings(points, x, y) !== 0);
  }

  /** Pixels whose centres are no farther than the radius from the line. */
  brush(points: Points, radius: number, ink: Ink): void {
    this.paintNear(points, radius, ink, (x, y) => distance(points, x, y) <= radius);
  }

  /** Pixels of one value that are connected, by edges, with the one at a place. */
  fill(x: number, y: number, ink: Ink): void {
    const old = this.values[y * this.width + x];
    for (const pixel of this.connected(x, y, (each) => this.values[each] === old)) this.paint(pixel, ink);
  }

  /** Pixels that are connected, by edges, with the one at a place, and in each channel no farther from it than the tolerance. */
  wand(x: number, y: number, { channels, values }: Picture, tolerance: number, ink: Ink): void {
    const of = (pixel: number, channel: number) => values[pixel * channels + channel] ?? NaN;
    const seed = y * this.width + x;
    const isLike = (pixel: number) =>
      Array.from({ length: channels }, (_, i) => Math.abs(of(pixel, i) - of(seed, i))).every(
        (each) => each <= tolerance,
      );
    for (const pixel of this.connected(x, y, isLike)) this.paint(pixel, ink);
  }

  private paintNear(points: Points, margin: number, ink: Ink, isInside: (x: number, y: number) => boolean): void {
    const along = (first: number) => Array.from(points).filter((_, i) => i % 2 === first);
    const range = (numbers: number[], size: number) => [
      Math.max(0, Math.floor(Math.min(...numbers) - margin)),
      Math.min(size, Math.ceil(Math.max(...numbers) + margin) + 1),
    ];
    const [left = 0, right = 0] = range(along(0), this.width);
    const [top = 0, bottom = 0] = range(along(1), this.height);
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) if (isInside(x + 0.5, y + 0.5)) this.paint(y * this.width + x, ink);
  }

  private connected(x: number, y: number, belongs: (pixel: number) => boolean): ReadonlySet<number> {
    const found = new Set([y * this.width + x]);
    for (const pixel of found) {
      const column = pixel % this.width;
      const neighbours = [pixel - this.width, pixel + this.width];
      if (column > 0) neighbours.push(pixel - 1);
      if (column < this.width - 1) neighbours.push(pixel + 1);
      for (const each of neighbours) if (each >= 0 && each < this.values.length && belongs(each)) found.add(each);
    }
    return found;
  }

  private paint(pixel: number, { value, keepsLabels }: Ink): void {
    const isLabelled = this.values[pixel] !== 0 && this.values[pixel] !== notLabelled;
    if (!keepsLabels || !isLabelled) this.values[pixel] = value;
  }
}

/** How often a closed line winds around a place: each edge that passes its height at its left counts, by its direction. */
function windings(points: Points, x: number, y: number): number {
  let count = 0;
  for (let i = 0; i < points.length; i += 2) {
    const [x0, y0, x1, y1] = [0, 1, 2, 3].map((k) => points[(i + k) % points.length] ?? NaN) as Segment;
    if (y0 <= y === y1 <= y) continue;
    if (x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) <= x) count += y1 > y0 ? 1 : -1;
  }
  return count;
}

type Segment = [x0: number, y0: number, x1: number, y1: number];

/** From a place to the nearest of a line, which may be a single point. */
function distance(points: Points, x: number, y: number): number {
  let nearest = Infinity;
  for (let i = 0; i === 0 || i + 2 < points.length; i += 2) {
    const [x0, y0] = [points[i] ?? NaN, points[i + 1] ?? NaN];
    const [dx, dy] = [(points[i + 2] ?? x0) - x0, (points[i + 3] ?? y0) - y0];
    const part = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(x - x0 - part * dx, y - y0 - part * dy));
  }
  return nearest;
}
