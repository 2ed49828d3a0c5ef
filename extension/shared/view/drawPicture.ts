import type { Rect } from "../label/rect";
import type { Picture } from "../picture/picture";
import { sampling, type Sampling } from "./sampling";
import type { Shade } from "./shade";
import type { Viewport } from "./viewport";

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

/** Which of a colour picture's channels are drawn; one alone is drawn gray. */
export type Channel = "all" | 0 | 1 | 2;

const opaque = 0xff000000;
/** What a level is multiplied with to be seen in a colour. */
const red = 0x000001;
const green = 0x000100;
const blue = 0x010000;

/** Draws one line of a picture into one line of the screen. */
export function drawPictureLine(
  target: Uint32Array,
  columns: Sampling,
  picture: Picture,
  line: number,
  shade: Shade,
  channel: Channel,
): void {
  const { channels } = picture;
  const start = line * picture.width * channels;
  const values = picture.values.subarray(start, start + picture.width * channels);
  target.fill(0);
  target.fill(opaque, columns.start, columns.end);
  if (channels === 1) addLevels(target, columns, values, shade, red + green + blue);
  else if (channel !== "all") addLevels(target, columns, values.subarray(channel), shade, red + green + blue);
  else if (shade.kind === "table") addColors(target, columns, values, shade.levels);
  else
    for (const [place, color] of [red, green, blue].entries())
      addLevels(target, columns, values.subarray(place), shade, color);
}

// Time goes into the small loops below: they neither call nor decide anything for every pixel that can be known before.

function addLevels(
  target: Uint32Array,
  { indices, start, end }: Sampling,
  values: Picture["values"],
  shade: Shade,
  color: number,
): void {
  if (shade.kind === "table") {
    const { levels } = shade;
    for (let i = start; i < end; i++)
      target[i] = (target[i] ?? 0) | ((levels[values[indices[i] ?? 0] ?? 0] ?? 0) * color);
  } else {
    const { black, factor } = shade;
    for (let i = start; i < end; i++) {
      const level = ((values[indices[i] ?? 0] ?? 0) - black) * factor + 0.5;
      // What is no number is black.
      target[i] = (target[i] ?? 0) | ((level > 255 ? 255 : level > 0 ? level | 0 : 0) * color);
    }
  }
}

function addColors(
  target: Uint32Array,
  { indices, start, end }: Sampling,
  values: Picture["values"],
  levels: Uint8Array,
): void {
  for (let i = start; i < end; i++) {
    const at = indices[i] ?? 0;
    target[i] =
      opaque |
      ((levels[values[at + 2] ?? 0] ?? 0) * blue) |
      ((levels[values[at + 1] ?? 0] ?? 0) * green) |
      ((levels[values[at] ?? 0] ?? 0) * red);
  }
}
