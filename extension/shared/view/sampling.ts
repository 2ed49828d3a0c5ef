/** Which of an image's columns (or rows) the screen's show. */
export interface Sampling {
  /** For each of the screen's columns the image's column under its middle, -1 outside of the image. */
  readonly indices: Int32Array;
  /** The image is from this place in the indices… */
  readonly start: number;
  /** …up to this one. */
  readonly end: number;
}

/** For `count` of the screen's columns from `first` on, with the image's first column at `origin`. */
export function sampling(first: number, count: number, origin: number, scale: number, imageLength: number): Sampling {
  const indices = new Int32Array(count).fill(-1);
  let start = count;
  let end = count;
  for (let i = 0; i < count; i++) {
    const index = Math.floor((first + i + 0.5 - origin) / scale);
    if (index < 0) continue;
    start = Math.min(start, i);
    if (index >= imageLength) {
      end = i;
      break;
    }
    indices[i] = index;
  }
  return { indices, start: Math.min(start, end), end };
}
