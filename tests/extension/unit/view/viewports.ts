import fc from "fast-check";
import type { Rect, Size } from "../../../../extension/shared/label/rect";
import type { Viewport } from "../../../../extension/shared/view/viewport";

/** Zoomed in and out, with the image partly or wholly off the screen too. */
export function viewports(): fc.Arbitrary<Viewport> {
  const place = fc.oneof(fc.integer({ min: -40, max: 30 }), fc.double({ min: -40, max: 30, noNaN: true }));
  const scale = fc.oneof(fc.constantFrom(0.25, 0.5, 1, 2, 8), fc.double({ min: 0.02, max: 12, noNaN: true }));
  return fc.record({ scale, x: place, y: place });
}

/** A screen and a part of it. */
export const screenParts: fc.Arbitrary<{ screen: Size; part: Rect }> = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }), fc.nat(), fc.nat(), fc.nat(), fc.nat())
  .map(([width, height, x, y, across, down]) => {
    const part = { x: x % width, y: y % height };
    return {
      screen: { width, height },
      part: { ...part, width: across % (width - part.x + 1), height: down % (height - part.y + 1) },
    };
  });

/** The part's pixels in a drawing of the whole screen. */
export function cut(drawing: Uint32Array, screen: Size, part: Rect): Uint32Array {
  const pixels = new Uint32Array(part.width * part.height);
  for (let y = 0; y < part.height; y++) {
    const start = (part.y + y) * screen.width + part.x;
    pixels.set(drawing.subarray(start, start + part.width), y * part.width);
  }
  return pixels;
}
