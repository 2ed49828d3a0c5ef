import { hasPngSignature } from "fast-png";
import type { Picture, PictureSource } from "../../../shared/picture/picture";
import { asStored } from "../../../shared/picture/asStored";
import { readPngMask, readPngPicture } from "../../../shared/picture/png";
import { unpack } from "./unpack";

type RawSource = Extract<PictureSource, { kind: "raw" }>;

/** A picture's values as the file has them, and how the file asks to be turned, as TIFF and EXIF number it. */
interface Decoded {
  readonly picture: Picture;
  readonly orientation: number;
}

/** Rows decoded at a time: what the browser makes of a large picture must not be in memory twice. */
const strip = 256;

export async function decode(source: PictureSource, file: Blob): Promise<Decoded> {
  if (source.kind === "raw") return { picture: await readRaw(source, file), orientation: source.orientation };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (source.kind === "mask") return { picture: { ...readPngMask(bytes), channels: 1 }, orientation: 1 };
  const stored = asStored(bytes);
  const picture = hasPngSignature(bytes) ? readPngPicture(bytes) : await readByBrowser(new Blob([stored.bytes]));
  return { picture: grayWhereAlike(picture), orientation: stored.orientation };
}

/** What the browser makes of a file without colour management and alpha. */
async function readByBrowser(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, Math.min(strip, height));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("The browser gave no canvas to decode the picture on.");
  const values = new Uint8Array(width * height * 3);
  for (let top = 0, to = 0; top < height; top += strip) {
    const rows = Math.min(strip, height - top);
    context.drawImage(bitmap, 0, top, width, rows, 0, 0, width, rows);
    const rgba = context.getImageData(0, 0, width, rows).data;
    for (let from = 0; from < rgba.length; from += 4) {
      values[to++] = rgba[from] ?? 0;
      values[to++] = rgba[from + 1] ?? 0;
      values[to++] = rgba[from + 2] ?? 0;
    }
  }
  bitmap.close();
  return { width, height, channels: 3, values };
}

/** Colours that are all gray need one channel only. */
function grayWhereAlike(picture: Picture): Picture {
  const { channels, values } = picture;
  if (channels === 1) return picture;
  for (let i = 0; i < values.length; i += 3)
    if (values[i] !== values[i + 1] || values[i] !== values[i + 2]) return picture;
  const gray = values.slice(0, values.length / 3);
  for (let i = 0; i < gray.length; i++) gray[i] = values[i * 3] ?? 0;
  return { ...picture, channels: 1, values: gray };
}

async function readRaw({ width, height, channels, type }: RawSource, file: Blob): Promise<Picture> {
  const kinds = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array };
  const values = new kinds[type](width * height * channels);
  await unpack(file, "gzip", new Uint8Array(values.buffer));
  return { width, height, channels, values };
}
