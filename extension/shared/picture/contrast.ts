import type { Contrast, Picture } from "./picture";

/** This share of the values may be drawn black without being the darkest, and as many white. */
const cutShare = 0.001;
/** More values say no more about percentiles. */
const enoughValues = 2 ** 18;

/** Everything that the type can hold; of float values, from the smallest to the largest there is. */
export function fullRange({ values }: Picture): Contrast {
  if (values instanceof Uint8Array) return { black: 0, white: 255 };
  if (values instanceof Uint16Array) return { black: 0, white: 65535 };
  return rangeOf(values);
}

/** From the 0.1 to the 99.9 percentile of all channels together, or all values where these are the same. */
export function autoStretch({ values }: Picture): Contrast {
  const sorted = sampled(values).sort();
  const place = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  const black = place(cutShare);
  const white = place(1 - cutShare);
  if (black === undefined || white === undefined || black === white) return rangeOf(values);
  return { black, white };
}

/**
 * Which contrast shows a picture well: 8 bits are meant to be seen as they are, unless nearly all of them are so low that
 * the picture would be black (a file of 4 bits holds 0 to 15); of more bits, screens show too little without stretching.
 */
export function usualContrast({ values }: Picture, stretched: Contrast): "stretched" | "full" {
  return values instanceof Uint8Array && stretched.white > 15 ? "full" : "stretched";
}

/** Finite values in equal steps, at most about {@link enoughValues}. */
function sampled(values: Picture["values"]): Picture["values"] {
  let step = Math.ceil(values.length / enoughValues);
  // Else the steps could meet the same channel or the same columns only.
  while (step > 1 && (step % 2 === 0 || step % 3 === 0)) step++;
  const sample = values.slice(0, Math.ceil(values.length / step));
  for (let i = 0; i < sample.length; i++) sample[i] = values[i * step] ?? 0;
  return sample instanceof Float32Array ? sample.filter(Number.isFinite) : sample;
}

function rangeOf(values: Picture["values"]): Contrast {
  let black = Infinity;
  let white = -Infinity;
  for (const value of values) {
    if (value < black && value > -Infinity) black = value;
    if (value > white && value < Infinity) white = value;
  }
  if (black > white) return { black: 0, white: 1 };
  return { black, white: white > black ? white : black + 1 };
}
