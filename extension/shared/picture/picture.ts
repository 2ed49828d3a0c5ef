/** A picture's values as the file has them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1: gray; 3: red, green, blue, interleaved. */
  readonly channels: 1 | 3;
  /** Lines from top to bottom; height * width * channels values. */
  readonly values: Uint8Array | Uint16Array | Float32Array;
}

/** Which values are drawn black and white; what is between is linear. */
export interface Contrast {
  readonly black: number;
  readonly white: number;
}
