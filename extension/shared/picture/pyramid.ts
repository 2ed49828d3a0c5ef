import type { Picture } from "./picture";

/** Smaller than any view, so that a picture zoomed out costs no more than the view's pixels. */
const smallestSide = 256;

/** The picture, its half, the half of that, and so on; a pixel of a level is the mean of four of the one before. */
export function pyramidOf(picture: Picture): readonly Picture[] {
  const levels = [picture];
  let last = picture;
  while (Math.max(last.width, last.height) > smallestSide) levels.push((last = halved(last)));
  return levels;
}

/** An odd last column or line counts twice. Float values that are no finite numbers are left out of the mean. */
function halved(picture: Picture): Picture {
  const { channels, values } = picture;
  const width = Math.ceil(picture.width / 2);
  const height = Math.ceil(picture.height / 2);
  const halves = emptyLike(values, width * height * channels);
  const line = picture.width * channels;
  const areWhole = !(values instanceof Float32Array);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const upper = 2 * y * line;
    const lower = Math.min(2 * y + 1, picture.height - 1) * line;
    for (let x = 0; x < width; x++) {
      const left = 2 * x * channels;
      const right = Math.min(2 * x + 1, picture.width - 1) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const a = values[upper + left + channel] ?? 0;
        const b = values[upper + right + channel] ?? 0;
        const c = values[lower + left + channel] ?? 0;
        const d = values[lower + right + channel] ?? 0;
        const sum = a + b + c + d;
        halves[to++] = areWhole ? (sum + 2) >> 2 : Number.isFinite(sum) ? sum / 4 : finiteMean([a, b, c, d]);
      }
    }
  }
  return { width, height, channels, values: halves };
}

function finiteMean(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
}

function emptyLike(values: Picture["values"], length: number): Picture["values"] {
  if (values instanceof Uint8Array) return new Uint8Array(length);
  return values instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length);
}
