import type { Picture } from "../../shared/picture/picture";

/** A picture of 8 bits on a canvas of its own size. */
export function canvasOf({ width, height, channels, values }: Picture): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    for (let channel = 0; channel < 3; channel++)
      pixels[i * 4 + channel] = values[i * channels + (channels === 1 ? 0 : channel)] ?? 0;
    pixels[i * 4 + 3] = 255;
  }
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}
