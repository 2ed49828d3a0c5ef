import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  fit,
  hundredPercent,
  pan,
  scaleLimits,
  screenRect,
  toImage,
  toScreen,
  zoomAt,
} from "../../../../extension/shared/view/viewport";
import { viewports } from "./viewports";

const place = fc.double({ min: -1000, max: 1000, noNaN: true });
const lengths = fc.integer({ min: 1, max: 9000 });
const sizes = fc.record({ width: lengths, height: lengths });

function assertNear(actual: { x: number; y: number }, expected: { x: number; y: number }): void {
  const largest = Math.max(1, Math.abs(expected.x), Math.abs(expected.y));
  assert.ok(
    Math.abs(actual.x - expected.x) < 1e-9 * largest && Math.abs(actual.y - expected.y) < 1e-9 * largest,
    `${actual.x}, ${actual.y} instead of ${expected.x}, ${expected.y}`,
  );
}

test("fit shows all of the image in the middle", () => {
  assert.deepEqual(fit({ width: 200, height: 100 }, { width: 100, height: 80 }), { scale: 0.5, x: 0, y: 15 });
  assert.deepEqual(fit({ width: 10, height: 20 }, { width: 100, height: 80 }), { scale: 4, x: 30, y: 0 });
});

test("fit enlarges a tiny image to the limit and bears a screen without size", () => {
  assert.deepEqual(fit({ width: 1, height: 1 }, { width: 1000, height: 1000 }), { scale: 64, x: 468, y: 468 });
  assert.equal(fit({ width: 10, height: 10 }, { width: 0, height: 300 }).scale, 1);
});

test("image to screen and back is where one was", () => {
  fc.assert(
    fc.property(viewports(), place, place, (viewport, x, y) => {
      const screen = toScreen(viewport, x, y);
      const image = toImage(viewport, screen.x, screen.y);
      assert.ok(Math.abs(image.x - x) < 1e-6 && Math.abs(image.y - y) < 1e-6);
    }),
  );
});

test("what is under the pointer stays there when zooming", () => {
  const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(viewports(), factor, place, place, sizes, sizes, (viewport, factor, x, y, image, screen) => {
      const limits = scaleLimits(image, screen);
      const zoomed = zoomAt(viewport, factor, x, y, limits);
      assert.ok(zoomed.scale >= limits.smallest && zoomed.scale <= limits.largest);
      const wanted = viewport.scale * factor;
      if (wanted > limits.smallest && wanted < limits.largest) assert.equal(zoomed.scale, wanted);
      assertNear(toImage(zoomed, x, y), toImage(viewport, x, y));
    }),
  );
});

test("fit and 100 % are within the limits", () => {
  fc.assert(
    fc.property(sizes, sizes, (image, screen) => {
      const { smallest, largest } = scaleLimits(image, screen);
      for (const scale of [1, fit(image, screen).scale]) assert.ok(smallest <= scale && scale <= largest);
    }),
  );
});

test("100 % is exact and keeps the middle", () => {
  fc.assert(
    fc.property(viewports(), sizes, (viewport, screen) => {
      const whole = hundredPercent(viewport, screen);
      assert.equal(whole.scale, 1);
      const [x, y] = [screen.width / 2, screen.height / 2];
      assertNear(toImage(whole, x, y), toImage(viewport, x, y));
    }),
  );
});

test("pan moves the image with the hand", () => {
  assert.deepEqual(pan({ scale: 2, x: 5, y: 6 }, 3, -10), { scale: 2, x: 8, y: -4 });
});

test("a rectangle of the image takes whole pixels of the screen, cut off at its sides", () => {
  const viewport = { scale: 2.5, x: 10, y: -5 };
  const screen = { width: 40, height: 30 };
  const rect = { x: 1, y: 1, width: 3, height: 4 };
  assert.deepEqual(screenRect(viewport, rect, screen), { x: 12, y: 0, width: 8, height: 8 });
  assert.deepEqual(screenRect(viewport, rect, screen, 1), { x: 11, y: 0, width: 10, height: 9 });
  assert.deepEqual(screenRect(viewport, { ...rect, x: 500 }, screen), { x: 40, y: 0, width: 0, height: 8 });
});

test("every pixel of the screen that shows the rectangle is in the rectangle on the screen", () => {
  const length = fc.integer({ min: 0, max: 30 });
  const rects = fc.record({ x: length, y: length, width: length, height: length });
  const screens = fc.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) });
  fc.assert(
    fc.property(viewports(), rects, screens, (viewport, rect, screen) => {
      const shown = screenRect(viewport, rect, screen);
      assert.ok(shown.x >= 0 && shown.y >= 0 && shown.width >= 0 && shown.height >= 0);
      assert.ok(shown.x + shown.width <= screen.width && shown.y + shown.height <= screen.height);
      for (let y = 0; y < screen.height; y++)
        for (let x = 0; x < screen.width; x++) {
          const at = toImage(viewport, x + 0.5, y + 0.5);
          if (at.x < rect.x || at.x >= rect.x + rect.width || at.y < rect.y || at.y >= rect.y + rect.height) continue;
          assert.ok(x >= shown.x && x < shown.x + shown.width && y >= shown.y && y < shown.y + shown.height);
        }
    }),
  );
});
