import { convertIndexedToRgb, decode, hasPngSignature, type DecodedPng } from "fast-png";
import { isInterlacedOfFewBits, readInterlacedOfFewBits } from "./interlacedPng";
import type { Mask, Picture } from "./picture";

/**
 * Reads a picture: gray or colours as stored, with 8 or 16 bits; alpha is left out, whatever it is. A browser would
 * give other colours where something is transparent, and only 8 bits. Throws a sentence where the file is damaged.
 */
export function readPngPicture(bytes: Uint8Array): Picture {
  const png = read(bytes);
  const { width, height, channels, palette } = png;
  if (palette)
    return { width, height, channels: 3, values: firstChannels(convertIndexedToRgb(png), palette[0]?.length ?? 3, 3) };
  const kept = channels < 3 ? 1 : 3;
  return { width, height, channels: kept, values: firstChannels(samplesOf(png), channels, kept) };
}

/**
 * Reads a mask as the server does: gray values of up to 8 bits, or indices into a palette, as stored; alpha is left out.
 * Throws a sentence for anything else.
 */
export function readPngMask(bytes: Uint8Array): Mask {
  if (!hasPngSignature(bytes)) throw new Error("The mask is no PNG file.");
  const png = read(bytes);
  const { width, height, depth, channels } = png;
  const values = samplesOf(png);
  if (channels > 2 || values instanceof Uint16Array) {
    const found = channels === 1 ? "1 channel" : `${channels} channels`;
    throw new Error(`The mask has ${found} of ${depth} bits; masks are gray or have a palette, with up to 8 bits.`);
  }
  return { width, height, values: firstChannels(values, channels, 1) };
}

function read(bytes: Uint8Array): DecodedPng {
  return isInterlacedOfFewBits(bytes) ? readInterlacedOfFewBits(bytes) : decode(bytes, { checkCrc: true });
}

/** One for each value; those of fewer than 8 bits lie packed, each row from a new byte on. */
function samplesOf({ data, depth, width, height, channels }: DecodedPng): Uint8Array | Uint16Array {
  if (data instanceof Uint16Array || depth >= 8) return data instanceof Uint16Array ? data : Uint8Array.from(data);
  const values = new Uint8Array(width * height * channels);
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const most = 2 ** depth - 1;
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width * channels; x++) {
      const byte = data[y * rowBytes + ((x * depth) >> 3)] ?? 0;
      values[to++] = (byte >> (8 - depth - ((x * depth) & 7))) & most;
    }
  return values;
}

function firstChannels<T extends Uint8Array | Uint16Array>(values: T, channels: number, kept: number): T {
  if (channels === kept) return values;
  const count = values.length / channels;
  const result = values.slice(0, count * kept) as T;
  for (let pixel = 0; pixel < count; pixel++)
    for (let channel = 0; channel < kept; channel++)
      result[pixel * kept + channel] = values[pixel * channels + channel] ?? 0;
  return result;
}
