import type { Rect } from "../label/rect";
import type { Picture } from "../picture/picture";
import { type Channel, drawPictureLine } from "./drawPictureLine";
import { sampling } from "./sampling";
import type { Shade } from "./shade";
import type { Viewport } from "./viewport";

export type { Channel };

/**
 * Draws a rectangle of the screen: `target` holds its pixels, line by line, as canvases have them (alpha, blue, green,
 * red from the highest byte). Transparent outside of the picture. Takes the level of the pyramid whose pixels are about
 * as large as the screen's.
 */
export function drawPicture(
  target: Uint32Array,
  rect: Rect,
  viewport: Viewport,
  pyramid: readonly Picture[],
  shade: Shade,
  channel: Channel,
): void {
  const [whole] = pyramid;
  if (whole === undefined) return;
  const level = levelFor(viewport.scale, pyramid.length);
  const picture = pyramid[level] ?? whole;
  const columns = sampling(rect.x, rect.width, viewport.x, viewport.scale, whole.width);
  const lines = sampling(rect.y, rect.height, viewport.y, viewport.scale, whole.height);
  for (let i = columns.start; i < columns.end; i++)
    columns.indices[i] = ((columns.indices[i] ?? 0) >> level) * picture.channels;

  let drawn = -1;
  target.fill(0, 0, lines.start * rect.width);
  for (let i = lines.start; i < lines.end; i++) {
    const line = (lines.indices[i] ?? 0) >> level;
    const start = i * rect.width;
    if (line === drawn) target.copyWithin(start, start - rect.width, start);
    else drawPictureLine(target.subarray(start, start + rect.width), columns, picture, line, shade, channel);
    drawn = line;
  }
  target.fill(0, lines.end * rect.width);
}

/** The level whose pixels are nearest to one screen pixel. */
function levelFor(scale: number, levels: number): number {
  let level = 0;
  while (level < levels - 1 && scale * 2 ** level < Math.SQRT1_2) level++;
  return level;
}
