import type { Size } from "./rect";

/**
 * Which pixels touch: those of an object by edges or corners (8), as in the server. What a fill reaches, by edges alone
 * (4), since it must not run through an outline that is one pixel thin.
 */
export type Connectivity = 4 | 8;

/**
 * Gives the pixels that are connected with pixel x, y and of its value another value, and calls `filled` for every run
 * of them. What is filled already is known by its new value, so nothing else is remembered.
 * `reach` is called before a line is looked at, at every time.
 */
export function fillConnected(
  values: Uint8Array,
  { width, height }: Size,
  x: number,
  y: number,
  value: number,
  connectivity: Connectivity,
  filled: (start: number, end: number) => void,
  reach: (line: number) => void,
): void {
  reach(y);
  const old = values[y * width + x];
  if (old === undefined || old === value) return;
  const corner = connectivity === 8 ? 1 : 0;
  let seeds = new Uint32Array(1024);
  seeds[0] = y * width + x;
  let count = 1;
  while (count > 0) {
    const seed = seeds[--count] ?? 0;
    if (values[seed] !== old) continue;
    const line = Math.floor(seed / width);
    const lineStart = line * width;
    const lineEnd = lineStart + width;
    let start = seed;
    while (start > lineStart && values[start - 1] === old) start--;
    let end = seed + 1;
    while (end < lineEnd && values[end] === old) end++;
    values.fill(value, start, end);
    filled(start, end);

    // The line above and the line below: one seed for each of the runs that touch this one.
    for (let neighbour = line - 1; neighbour <= line + 1; neighbour += 2) {
      if (neighbour < 0 || neighbour >= height) continue;
      reach(neighbour);
      const offset = (neighbour - line) * width;
      const last = Math.min(end + corner, lineEnd) + offset;
      let pixel = Math.max(start - corner, lineStart) + offset;
      while (pixel < last) {
        while (pixel < last && values[pixel] !== old) pixel++;
        if (pixel === last) break;
        if (count === seeds.length) seeds = twice(seeds);
        seeds[count++] = pixel;
        while (pixel < last && values[pixel] === old) pixel++;
      }
    }
  }
}

function twice(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
