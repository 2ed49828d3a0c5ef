import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rectOnScreen, showRect, scaleLimits } from "../../../../extension/shared/view/viewport";

const screen = { width: 400, height: 300 };
const limits = scaleLimits({ width: 2000, height: 2000 }, screen);

test("an object is in the middle of the screen, with room around it", () => {
  const place = fc.nat({ max: 1500 });
  const side = fc.integer({ min: 1, max: 500 });
  const rects = fc.record({ x: place, y: place, width: side, height: side });
  fc.assert(
    fc.property(rects, (rect) => {
      const shown = rectOnScreen(showRect(rect, screen, limits), rect);
      assert.ok(Math.abs(shown.x + shown.width / 2 - 200) < 1e-6);
      assert.ok(Math.abs(shown.y + shown.height / 2 - 150) < 1e-6);
      assert.ok(shown.width <= 160 + 1e-6 && shown.height <= 120 + 1e-6);
    }),
  );
});

test("a small object is not enlarged without end, and a large one not made smaller than the view allows", () => {
  assert.equal(showRect({ x: 5, y: 5, width: 1, height: 1 }, screen, limits).scale, 16);
  assert.equal(showRect({ x: 0, y: 0, width: 90_000, height: 9 }, screen, limits).scale, limits.smallest);
  assert.equal(showRect({ x: 0, y: 0, width: 40, height: 30 }, screen, limits).scale, 4);
});
