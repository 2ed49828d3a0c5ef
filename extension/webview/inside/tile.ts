import type { Picture } from "../../shared/picture/picture";

/** Draws one of many gray pictures of 8 bits that lie one below the other, at its own size. */
export function drawTile(
  canvas: HTMLCanvasElement,
  { width, height, values }: Picture,
  place: number,
  count: number,
  colors: Uint32Array,
): void {
  const lines = height / count;
  canvas.width = width;
  canvas.height = lines;
  const pixels = new Uint32Array(width * lines);
  const start = place * pixels.length;
  for (let i = 0; i < pixels.length; i++) pixels[i] = colors[values[start + i] ?? 0] ?? 0;
  const bytes = new Uint8ClampedArray(pixels.buffer);
  canvas.getContext("2d")?.putImageData(new ImageData(bytes, width, lines), 0, 0);
}
