import type { Size } from "./rect";

/**
 * Calls `span` for runs of pixels that together are those under the brush, cut off at the mask; runs come segment by
 * segment and overlap. A pixel is under the brush if its centre is within the radius of the line.
 */
export function brushSpans(
  points: Float32Array,
  radius: number,
  mask: Size,
  span: (start: number, end: number) => void,
): void {
  // A disc this small can lie between the centres: through the centres it always paints the pixel under the point.
  const place = radius < 1 ? (at: number) => Math.floor(at) + 0.5 : (at: number) => at;
  const count = Math.floor(points.length / 2);
  for (let i = count > 1 ? 1 : 0; i < count; i++) {
    const from = Math.max(0, i - 1) * 2;
    const x = place(points[from] ?? 0);
    const y = place(points[from + 1] ?? 0);
    const capsule = new Capsule(x, y, place(points[i * 2] ?? 0) - x, place(points[i * 2 + 1] ?? 0) - y, radius);
    capsule.spans(mask, span);
  }
}

/** All that is within a radius of the segment from x, y to x + dx, y + dy. */
class Capsule {
  readonly #squaredLength: number;
  /** From the segment to its long sides. */
  readonly #sideX: number;
  readonly #sideY: number;

  constructor(
    readonly x: number,
    readonly y: number,
    readonly dx: number,
    readonly dy: number,
    readonly radius: number,
  ) {
    this.#squaredLength = dx * dx + dy * dy;
    const length = Math.sqrt(this.#squaredLength);
    this.#sideX = length === 0 ? 0 : (-dy / length) * radius;
    this.#sideY = length === 0 ? 0 : (dx / length) * radius;
  }

  spans(mask: Size, span: (start: number, end: number) => void): void {
    const top = Math.max(0, Math.floor(Math.min(this.y, this.y + this.dy) - this.radius - 0.5));
    const bottom = Math.min(mask.height - 1, Math.ceil(Math.max(this.y, this.y + this.dy) + this.radius - 0.5));
    for (let line = top; line <= bottom; line++) {
      const y = line + 0.5;
      const left = -this.#reach(y, -1);
      const right = this.#reach(y, 1);
      if (!(left <= right)) continue;
      let start = Math.min(mask.width, Math.max(0, Math.ceil(left - 0.5)));
      let end = Math.min(mask.width, Math.max(0, Math.floor(right + 0.5)));
      // Roots and quotients round; whether a centre is covered is decided without them.
      while (start > 0 && this.#covers(start - 0.5, y)) start--;
      while (end < mask.width && this.#covers(end + 0.5, y)) end++;
      while (start < end && !this.#covers(start + 0.5, y)) start++;
      while (start < end && !this.#covers(end - 0.5, y)) end--;
      if (start < end) span(line * mask.width + start, line * mask.width + end);
    }
  }

  /** How far the capsule goes to the right (direction 1) or the left (-1) on the horizontal line at y, nearly. */
  #reach(y: number, direction: number): number {
    const squaredRadius = this.radius * this.radius;
    let reach = -Infinity;
    const fromY = y - this.y;
    const toY = fromY - this.dy;
    if (fromY * fromY <= squaredRadius) reach = direction * this.x + Math.sqrt(squaredRadius - fromY * fromY);
    if (toY * toY <= squaredRadius)
      reach = Math.max(reach, direction * (this.x + this.dx) + Math.sqrt(squaredRadius - toY * toY));
    // The long side that looks in this direction.
    const side = direction * this.#sideX < 0 ? -1 : 1;
    const along = (fromY - side * this.#sideY) / this.dy;
    if (along >= 0 && along <= 1) reach = Math.max(reach, direction * (this.x + side * this.#sideX + along * this.dx));
    return reach;
  }

  #covers(x: number, y: number): boolean {
    const fromX = x - this.x;
    const fromY = y - this.y;
    const squaredRadius = this.radius * this.radius;
    const along = fromX * this.dx + fromY * this.dy;
    if (along <= 0) return fromX * fromX + fromY * fromY <= squaredRadius;
    if (along >= this.#squaredLength) {
      const toX = fromX - this.dx;
      const toY = fromY - this.dy;
      return toX * toX + toY * toY <= squaredRadius;
    }
    const across = fromX * this.dy - fromY * this.dx;
    return across * across <= squaredRadius * this.#squaredLength;
  }
}
