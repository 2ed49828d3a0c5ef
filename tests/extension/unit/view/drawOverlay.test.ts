import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import type { Rect } from "../../../../extension/shared/label/rect";
import { drawOverlay, overlayColors } from "../../../../extension/shared/view/drawOverlay";
import { screenRect, toImage, type Viewport } from "../../../../extension/shared/view/viewport";
import { maskAnd } from "../label/masks";
import { strokes } from "../label/strokes";
import { cut, screenParts, viewports } from "./viewports";

const colors = overlayColors([{ color: "#000000" }, { color: "#ff8000" }, { color: "#102030" }], 0.5);
const orange = 0x800080ff;
const light = 0x80ffffff;
const dark = 0x80000000;

function drawn(mask: EditableMask, viewport: Viewport, isOutlined: boolean, rect: Rect): Uint32Array {
  const target = new Uint32Array(rect.width * rect.height).fill(0x12345678);
  drawOverlay(target, rect, viewport, mask, colors, isOutlined);
  return target;
}

/** Pixel by pixel, as the words say it. */
function expected(mask: EditableMask, viewport: Viewport, isOutlined: boolean, rect: Rect): Uint32Array {
  const valueAt = (x: number, y: number) => {
    const at = toImage(viewport, x + 0.5, y + 0.5);
    const isIn = at.x >= 0 && at.y >= 0 && at.x < mask.width && at.y < mask.height;
    return isIn ? mask.values[Math.floor(at.y) * mask.width + Math.floor(at.x)] : undefined;
  };
  return Uint32Array.from({ length: rect.width * rect.height }, (_, i) => {
    const x = rect.x + (i % rect.width);
    const y = rect.y + Math.floor(i / rect.width);
    const value = valueAt(x, y);
    const around = [valueAt(x - 1, y), valueAt(x + 1, y), valueAt(x, y - 1), valueAt(x, y + 1)];
    if (value === undefined || value === 0 || (isOutlined && around.every((other) => other === value))) return 0;
    if (value !== 255) return value === 1 ? orange : 0x80302010;
    const stripe = x - Math.round(viewport.x) + y - Math.round(viewport.y);
    return [light, light, dark, dark, 0, 0, 0, 0][((stripe % 8) + 8) % 8] ?? 0;
  });
}

const maskAndScreen = maskAnd(() => screenParts);

test("every pixel of the screen shows the class under its middle", () => {
  fc.assert(
    fc.property(maskAndScreen, viewports(), fc.boolean(), ([mask, { screen }], viewport, isOutlined) => {
      const rect = { x: 0, y: 0, ...screen };
      assert.deepEqual(drawn(mask, viewport, isOutlined, rect), expected(mask, viewport, isOutlined, rect));
    }),
    { numRuns: 500 },
  );
});

test("a part of the screen is drawn as in the whole", () => {
  fc.assert(
    fc.property(maskAndScreen, viewports(), fc.boolean(), ([mask, { screen, part }], viewport, isOutlined) => {
      const whole = drawn(mask, viewport, isOutlined, { x: 0, y: 0, ...screen });
      assert.deepEqual(drawn(mask, viewport, isOutlined, part), cut(whole, screen, part));
    }),
    { numRuns: 500 },
  );
});

test("after a stroke only its rectangle on the screen, and one pixel around, must be drawn again", () => {
  const cases = maskAnd((size) => fc.tuple(strokes(size), screenParts));
  fc.assert(
    fc.property(cases, viewports(), fc.boolean(), ([mask, [stroke, { screen }]], viewport, isOutlined) => {
      const rect = { x: 0, y: 0, ...screen };
      const drawing = drawn(mask, viewport, isOutlined, rect);
      const { bounds } = mask.apply(stroke);
      if (bounds !== null) {
        const dirty = screenRect(viewport, bounds, screen, 1);
        const part = drawn(mask, viewport, isOutlined, dirty);
        for (let y = 0; y < dirty.height; y++)
          drawing.set(part.subarray(y * dirty.width, (y + 1) * dirty.width), (dirty.y + y) * screen.width + dirty.x);
      }
      assert.deepEqual(drawing, drawn(mask, viewport, isOutlined, rect));
    }),
    { numRuns: 500 },
  );
});

test("outlines are the inner border, by hand", () => {
  const mask = new EditableMask(3, 3, Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 0, 0));
  const lines = drawn(mask, { scale: 3, x: 0, y: 0 }, true, { x: 2, y: 2, width: 7, height: 5 });
  const picture = Array.from(lines, (pixel) => (pixel === orange ? "#" : "."))
    .join("")
    .match(/.{7}/g);
  assert.deepEqual(picture, [".......", ".######", ".#....#", ".######", "......."]);
});

test("a value without a class is seen, background and what is transparent are not", () => {
  const strange = overlayColors([{ color: "#000000" }], 1);
  assert.equal((strange.values[9] ?? 0) >>> 0, 0xffff00ff);
  assert.equal(strange.values[0], 0);
  assert.equal((overlayColors([{ color: "#000000" }, { color: "#abcdef" }], 0).values[1] ?? 1) >>> 24, 0);
});
