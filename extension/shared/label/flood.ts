import type { Size } from "./rect";
import { RunList } from "./runList";

/**
 * Gives the pixels connected (by their edges) with pixel x, y and of its value another value, and returns what they
 * held. What is painted already is known by its new value, so nothing else is remembered.
 */
export function flood(values: Uint8Array, mask: Size, x: number, y: number, value: number): RunList {
  const { width } = mask;
  const size = width * mask.height;
  const old = values[y * width + x] ?? value;
  const before = new RunList();
  if (old === value) return before;

  let seeds = new Uint32Array(1024);
  seeds[0] = y * width + x;
  let count = 1;
  while (count > 0) {
    const seed = seeds[--count] ?? 0;
    if (values[seed] !== old) continue;
    const line = seed - (seed % width);
    let start = seed;
    while (start > line && values[start - 1] === old) start--;
    let end = seed + 1;
    while (end < line + width && values[end] === old) end++;
    values.fill(value, start, end);
    before.push(start, end - start, old);

    for (const step of [-width, width]) {
      if (start + step < 0 || start + step >= size) continue;
      let isInside = false;
      for (let i = start + step; i < end + step; i++) {
        const belongs = values[i] === old;
        if (belongs && !isInside) {
          if (count === seeds.length) {
            const larger = new Uint32Array(count * 2);
            larger.set(seeds);
            seeds = larger;
          }
          seeds[count++] = i;
        }
        isInside = belongs;
      }
    }
  }
  return before;
}
