import { fillConnected } from "./connected";
import type { Picture } from "../picture/picture";

const similar = 1;
const taken = 2;

/**
 * The pixels connected (by their edges) with pixel x, y that differ from it by no more than the tolerance, in any of
 * their channels: start0, length0, start1, …, ascending. Empty where the pixel holds no finite number.
 */
export function similarPixels(picture: Picture, x: number, y: number, tolerance: number): Uint32Array {
  const { width, height } = picture;
  if (x < 0 || y < 0 || x >= width || y >= height) return new Uint32Array(0);
  // Memory costs nothing before it is written, and only lines that the region reaches are.
  const states = new Uint8Array(width * height);
  const compared = new Uint8Array(height);
  const compare = (line: number) => {
    if (compared[line] === 1) return;
    compared[line] = 1;
    markSimilar(states, picture, line, y * width + x, tolerance);
  };
  compare(y);
  if (states[y * width + x] !== similar) return new Uint32Array(0);
  let count = 0;
  fillConnected(states, picture, x, y, taken, 4, () => count++, compare);
  return takenRuns(states, picture, compared, count);
}

function markSimilar(
  states: Uint8Array,
  { width, channels, values }: Picture,
  line: number,
  seed: number,
  tolerance: number,
): void {
  const end = (line + 1) * width;
  for (let channel = 0; channel < channels; channel++) {
    const wanted = values[seed * channels + channel] ?? 0;
    for (let pixel = line * width; pixel < end; pixel++) {
      const difference = (values[pixel * channels + channel] ?? 0) - wanted;
      if (difference <= tolerance && difference >= -tolerance) {
        if (channel === 0) states[pixel] = similar;
      } else states[pixel] = 0;
    }
  }
}

function takenRuns(states: Uint8Array, { width }: Picture, compared: Uint8Array, count: number): Uint32Array {
  const runs = new Uint32Array(count * 2);
  let at = 0;
  compared.forEach((isCompared, line) => {
    if (isCompared === 0) return;
    const end = (line + 1) * width;
    for (let pixel = line * width; pixel < end; pixel++) {
      if (states[pixel] !== taken) continue;
      const start = pixel;
      while (pixel < end && states[pixel] === taken) pixel++;
      runs[at++] = start;
      runs[at++] = pixel - start;
    }
  });
  return runs;
}
