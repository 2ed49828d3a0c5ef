import type { Rect, Size } from "../../../shared/label/rect";

/** A canvas, and room for the pixels of any rectangle of it. */
export class Layer {
  readonly canvas = document.createElement("canvas");
  readonly #context = this.canvas.getContext("2d");
  #buffer = new ArrayBuffer(0);

  resize({ width, height }: Size): void {
    this.canvas.width = width;
    this.canvas.height = height;
    this.#buffer = new ArrayBuffer(width * height * 4);
  }

  /** Has the rectangle's pixels drawn, line by line, and shows them. */
  draw(rect: Rect, draw: (target: Uint32Array, rect: Rect) => void): void {
    const count = rect.width * rect.height;
    if (count === 0) return;
    draw(new Uint32Array(this.#buffer, 0, count), rect);
    const bytes = new Uint8ClampedArray(this.#buffer, 0, count * 4);
    this.#context?.putImageData(new ImageData(bytes, rect.width, rect.height), rect.x, rect.y);
  }

  clear(): void {
    this.#context?.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }
}
