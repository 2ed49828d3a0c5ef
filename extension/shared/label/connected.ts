import type { Size } from "./rect";

/**
 * Gives the pixels that are connected (by their edges) with pixel x, y and of its value another value, and calls
 * `filled` for every run of them. What is filled already is known by its new value, so nothing else is remembered.
 * `reach` is called before a line is looked at, at every time.
 */
export function fillConnected(
  values: Uint8Array,
  { width, height }: Size,
  x: number,
  y: number,
  value: number,
  filled: (start: number, end: number) => void,
  reach: (line: number) => void,
): void {
  reach(y);
  const old = values[y * width + x];
  if (old === undefined || old === value) return;
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
      let pixel = start + offset;
      while (pixel < end + offset) {
        while (pixel < end + offset && values[pixel] !== old) pixel++;
        if (pixel === end + offset) break;
        if (count === seeds.length) seeds = twice(seeds);
        seeds[count++] = pixel;
        while (pixel < end + offset && values[pixel] === old) pixel++;
      }
    }
  }
}

function twice(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
