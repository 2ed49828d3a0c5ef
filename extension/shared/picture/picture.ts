/** A picture's values as the file has them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1: gray; 3: red, green, blue, interleaved. */
  readonly channels: 1 | 3;
  /** Rows from top to bottom; height * width * channels values. */
  readonly values: Uint8Array | Uint16Array | Float32Array;
}

/** A class, or 255 where nothing is labelled, for each pixel; rows from top to bottom. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** The value of the pixel that a place is in; null: it is beside the mask. */
export function valueAt({ width, height, values }: Mask, x: number, y: number): number | null {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= width || row >= height) return null;
  return values[row * width + column] ?? null;
}

/** Where a picture's pixels come from. */
export type PictureSource =
  /** A PNG, JPEG or BMP file. A `mask` is a PNG whose values are indices of classes. */
  | { readonly kind: "encoded" | "mask"; readonly uri: string }
  /** Written by the server: gzip over little-endian values, rows from top to bottom, channels interleaved. */
  | {
      readonly kind: "raw";
      readonly uri: string;
      readonly width: number;
      readonly height: number;
      readonly channels: 1 | 3;
      readonly type: "uint8" | "uint16" | "float32";
      readonly pages: number;
      readonly page: number;
      /** How the page asks to be turned, as TIFF numbers it; 1: not at all. The values are as stored. */
      readonly orientation: number;
    };

/** Which values are drawn black and white; what is between is linear. */
export interface Contrast {
  readonly black: number;
  readonly white: number;
}
