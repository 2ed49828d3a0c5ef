import type { PictureSource } from "../../../shared/label/messages";
import type { Picture } from "../../../shared/picture/picture";
import { unpack } from "./unpack";

type RawSource = Extract<PictureSource, { kind: "raw" }>;

/** Lines decoded at a time: what the browser makes of a large picture must not be in memory twice. */
const strip = 256;

export async function decode(source: PictureSource, file: Blob): Promise<Picture> {
  return source.kind === "raw" ? readRaw(source, file) : readEncoded(file);
}

/** The values as they are in the file: without colour management, alpha or rotation. */
async function readEncoded(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
    imageOrientation: "none",
  });
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, Math.min(strip, height));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("The browser gave no canvas to decode the picture on.");
  const gray = new Uint8Array(width * height);
  let colored: Uint8Array | null = null;
  for (let top = 0; top < height; top += strip) {
    const lines = Math.min(strip, height - top);
    context.clearRect(0, 0, width, strip);
    context.drawImage(bitmap, 0, top, width, lines, 0, 0, width, lines);
    const rgba = context.getImageData(0, 0, width, lines).data;
    const start = top * width;
    if (!colored && isGray(rgba)) {
      for (let i = 0, from = 0; from < rgba.length; i++, from += 4) gray[start + i] = rgba[from] ?? 0;
      continue;
    }
    colored ??= spread(gray, start);
    for (let to = start * 3, from = 0; from < rgba.length; to += 3, from += 4) {
      colored[to] = rgba[from] ?? 0;
      colored[to + 1] = rgba[from + 1] ?? 0;
      colored[to + 2] = rgba[from + 2] ?? 0;
    }
  }
  bitmap.close();
  return { width, height, channels: colored ? 3 : 1, values: colored ?? gray };
}

function isGray(rgba: Uint8ClampedArray): boolean {
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i] !== rgba[i + 1] || rgba[i] !== rgba[i + 2]) return false;
  }
  return true;
}

/** Three channels of what was gray up to the pixel `count`. */
function spread(gray: Uint8Array, count: number): Uint8Array {
  const colored = new Uint8Array(gray.length * 3);
  for (let i = 0; i < count; i++) colored.fill(gray[i] ?? 0, i * 3, i * 3 + 3);
  return colored;
}

async function readRaw({ width, height, channels, type }: RawSource, file: Blob): Promise<Picture> {
  const kinds = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array };
  const values = new kinds[type](width * height * channels);
  await unpack(file, "gzip", new Uint8Array(values.buffer));
  return { width, height, channels, values };
}
