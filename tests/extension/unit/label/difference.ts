import { type Patch, RunList } from "../../../../extension/shared/label/patch";

/** The patch that makes one mask into another of the same size. */
export function difference(before: Uint8Array, after: Uint8Array, width: number): Patch {
  const changed = new RunList();
  let pixel = 0;
  while (pixel < after.length) {
    if (before[pixel] === after[pixel]) {
      pixel++;
      continue;
    }
    const start = pixel;
    const value = after[start] ?? 0;
    while (pixel < after.length && after[pixel] === value && before[pixel] !== value) pixel++;
    changed.push(start, pixel - start, value);
  }
  return changed.patch(width);
}
