import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Rect } from "../../../../extension/shared/label/rect";
import type { Contrast, Picture } from "../../../../extension/shared/picture/picture";
import { pyramidOf } from "../../../../extension/shared/picture/pyramid";
import { drawPicture, type Channel } from "../../../../extension/shared/view/drawPicture";
import { shadeOf } from "../../../../extension/shared/view/shade";
import { toImage, type Viewport } from "../../../../extension/shared/view/viewport";
import { gray, pictures } from "../picture/pictures";
import { cut, screenParts, viewports } from "./viewports";

interface Scene {
  readonly pyramid: readonly Picture[];
  readonly viewport: Viewport;
  readonly contrast: Contrast;
  readonly channel: Channel;
}

function drawn({ pyramid, viewport, contrast, channel }: Scene, rect: Rect): Uint32Array {
  const target = new Uint32Array(rect.width * rect.height).fill(0x12345678);
  const [picture] = pyramid;
  if (picture) drawPicture(target, rect, viewport, pyramid, shadeOf(picture, contrast), channel);
  return target;
}

/** Pixel by pixel, as the words say it. */
function expected({ pyramid, viewport, contrast, channel }: Scene, rect: Rect): Uint32Array {
  const levels = pyramid.map((picture, index) => ({ picture, index }));
  const distance = (index: number) => Math.abs(Math.log2(viewport.scale) + index);
  const nearest = levels.reduce((best, level) => (distance(level.index) < distance(best.index) ? level : best));
  const { picture, index } = nearest;
  const brightness = (place: number) => {
    const level = (((picture.values[place] ?? 0) - contrast.black) * 255) / (contrast.white - contrast.black);
    return Math.floor(Math.min(255, Math.max(0, level)) + 0.5);
  };
  return Uint32Array.from({ length: rect.width * rect.height }, (_, i) => {
    const screen = { x: rect.x + (i % rect.width), y: rect.y + Math.floor(i / rect.width) };
    const at = toImage(viewport, screen.x + 0.5, screen.y + 0.5);
    const [whole] = pyramid;
    if (!whole || at.x < 0 || at.y < 0 || at.x >= whole.width || at.y >= whole.height) return 0;
    const pixel = Math.floor(at.y / 2 ** index) * picture.width + Math.floor(at.x / 2 ** index);
    const [red = 0, green = red, blue = red] =
      picture.channels === 1
        ? [brightness(pixel)]
        : channel === "all"
          ? [0, 1, 2].map((place) => brightness(pixel * 3 + place))
          : [brightness(pixel * 3 + channel)];
    return red + green * 2 ** 8 + blue * 2 ** 16 + 255 * 2 ** 24;
  });
}

const scenes: fc.Arbitrary<Scene> = fc
  .tuple(
    fc.oneof(pictures(12, 10), pictures(600, 4, 257)),
    viewports(),
    fc.integer({ min: 0, max: 40000 }),
    fc.integer({ min: 1, max: 40000 }),
    fc.constantFrom<Channel>("all", 0, 1, 2),
  )
  .map(([picture, viewport, black, range, channel]) => ({
    pyramid: pyramidOf(picture),
    viewport,
    contrast: { black, white: black + range },
    channel,
  }));

/** The greatest difference in one of the bytes of two drawings. */
function farthest(a: Uint32Array, b: Uint32Array): number {
  const [left, right] = [new Uint8Array(a.buffer), new Uint8Array(b.buffer)];
  assert.equal(left.length, right.length);
  return left.reduce((most, byte, i) => Math.max(most, Math.abs(byte - (right[i] ?? 0))), 0);
}

test("every pixel of the screen shows what is under its middle", () => {
  fc.assert(
    fc.property(scenes, screenParts, (scene, { screen }) => {
      const rect = { x: 0, y: 0, ...screen };
      // Another order of multiplication may round to the neighbouring level.
      assert.ok(farthest(drawn(scene, rect), expected(scene, rect)) <= 1);
    }),
    { numRuns: 300 },
  );
});

test("a part of the screen is drawn as in the whole", () => {
  fc.assert(
    fc.property(scenes, screenParts, (scene, { screen, part }) => {
      const whole = drawn(scene, { x: 0, y: 0, ...screen });
      assert.deepEqual(drawn(scene, part), cut(whole, screen, part));
    }),
    { numRuns: 300 },
  );
});

const one = { scale: 1, x: 0, y: 0 };
const grays = (...levels: number[]) => Uint32Array.from(levels, (level) => 0xff000000 + level * 0x010101);

test("values below black are black, above white white, between by their place", () => {
  for (const values of [
    Uint8Array.of(9, 10, 36, 60, 61),
    Uint16Array.of(9, 10, 36, 60, 6100),
    Float32Array.of(-9, 10, 36, 60, 1e9),
  ])
    assert.deepEqual(
      drawn(
        { pyramid: [gray(5, values)], viewport: one, contrast: { black: 10, white: 60 }, channel: "all" },
        { x: 0, y: 0, width: 5, height: 1 },
      ),
      grays(0, 0, 133, 255, 255),
    );
});

test("what is no number is black, infinities are at the ends", () => {
  const pyramid = [gray(3, Float32Array.of(NaN, Infinity, -Infinity))];
  const rect = { x: 0, y: 0, width: 3, height: 1 };
  assert.deepEqual(
    drawn({ pyramid, viewport: one, contrast: { black: 0, white: 1 }, channel: "all" }, rect),
    grays(0, 255, 0),
  );
});

test("colours are drawn as such or one channel gray", () => {
  const picture: Picture = { width: 1, height: 1, channels: 3, values: Uint8Array.of(0x11, 0x22, 0x33) };
  const contrast = { black: 0, white: 255 };
  const rect = { x: 0, y: 0, width: 2, height: 1 };
  const of = (channel: Channel) => drawn({ pyramid: [picture], viewport: one, contrast, channel }, rect)[0];
  assert.deepEqual([of("all"), of(0), of(1), of(2)], [0xff332211, 0xff111111, 0xff222222, 0xff333333]);
});
