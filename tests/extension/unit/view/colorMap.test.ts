import assert from "node:assert/strict";
import { test } from "node:test";
import { colorLevels, drawMap } from "../../../../extension/shared/view/colorMap";

const colorMap = colorLevels("viridis");

/** CIE 1976 lightness of a colour as canvases have it. */
function lightness(color: number): number {
  const linear = [color & 0xff, (color >> 8) & 0xff, (color >> 16) & 0xff].map((level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = linear;
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (luminance * 24389) / 27;
}

test("the map goes from viridis's first colour to its last, and all of it is opaque", () => {
  assert.equal(colorMap.length, 256);
  assert.equal(colorMap[0], 0xff540144);
  assert.equal(colorMap[255], 0xff25e7fd);
  assert.ok(colorMap.every((color) => color >>> 24 === 255));
});

test("a higher value is lighter, by about the same everywhere", () => {
  const lights = Array.from(colorMap, lightness);
  const mean = ((lights[255] ?? 0) - (lights[0] ?? 0)) / 15;
  for (let i = 17; i < 256; i += 17) {
    const step = (lights[i] ?? 0) - (lights[i - 17] ?? 0);
    assert.ok(step > mean * 0.75 && step < mean * 1.25, `${i}: ${step} where ${mean} is the mean`);
  }
});

test("a map is drawn in its colours, and nothing outside of it", () => {
  const picture = { width: 2, height: 1, channels: 1, values: Uint8Array.of(0, 255) } as const;
  const target = new Uint32Array(6).fill(7);
  drawMap(target, { x: 0, y: 0, width: 6, height: 1 }, { scale: 2, x: 1, y: 0 }, [picture], colorMap);
  assert.deepEqual([...target], [0, 0xff540144, 0xff540144, 0xff25e7fd, 0xff25e7fd, 0]);
});
