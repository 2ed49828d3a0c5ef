import type { Rect } from "../label/rect";
import type { Picture } from "../picture/picture";
import { drawPicture } from "./drawPicture";
import type { Shade } from "./shade";
import type { Viewport } from "./viewport";

/** Each level as itself. */
const asItIs: Shade = { kind: "table", levels: Uint8Array.from({ length: 256 }, (_, level) => level) };

/** As {@link drawPicture}, of a gray picture of 8 bits, with a colour for each level. */
export function drawMap(
  target: Uint32Array,
  rect: Rect,
  viewport: Viewport,
  pyramid: readonly Picture[],
  colors: Uint32Array,
): void {
  drawPicture(target, rect, viewport, pyramid, asItIs, "all");
  for (let i = 0; i < target.length; i++) {
    const pixel = target[i] ?? 0;
    if (pixel !== 0) target[i] = colors[pixel & 0xff] ?? 0;
  }
}
