import type { Picture } from "../../../shared/picture/picture";

/** A picture of 8 bits on a canvas of its own size. */
export function canvasOf({ width, height, channels, values }: Picture): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    for (let channel = 0; channel < 3; channel++)
      pixels[i * 4 + channel] = values[i * channels + (channels === 1 ? 0 : channel)] ?? 0;
    pixels[i * 4 + 3] = 255;
  }
  put(canvas, pixels, width, height);
  return canvas;
}

/** Draws one of many gray pictures of 8 bits that lie one below the other, at its own size. */
export function drawTile(
  canvas: HTMLCanvasElement,
  { width, height, values }: Picture,
  place: number,
  count: number,
  colors: Uint32Array,
): void {
  const rows = height / count;
  const pixels = new Uint32Array(width * rows);
  const start = place * pixels.length;
  for (let i = 0; i < pixels.length; i++) pixels[i] = colors[values[start + i] ?? 0] ?? 0;
  put(canvas, new Uint8ClampedArray(pixels.buffer), width, rows);
}

function put(canvas: HTMLCanvasElement, pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): void {
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
}
