import type { Rect } from "../label/rect";
import { viridis } from "../protocol";
import type { Picture } from "../picture/picture";
import { drawPicture } from "./drawPicture";
import type { Shade } from "./shade";
import type { Viewport } from "./viewport";

/** A colour as red, green and blue, 0 to 255. */
type Color = readonly [number, number, number];

export type ColorMapName = "viridis" | "inferno" | "gray";

/** The maps by the names that people know them by. */
export const colorMapTitles: readonly (readonly [ColorMapName, string])[] = [
  ["viridis", "Viridis"],
  ["inferno", "Inferno"],
  ["gray", "Gray"],
];

/**
 * At every eighth of the range, as in R's viridisLite (van der Walt and Smith 2015, in the public domain). Their lightness
 * grows evenly, so that equal steps of a value look equally large, in gray and to the colour-blind too; between so few
 * anchors straight lines are no more than a few levels off. The server draws with viridis as well, and reports its colours.
 */
const anchors: Readonly<Record<ColorMapName, readonly Color[]>> = {
  viridis: viridis.map(colorOf),
  inferno: [
    [0x00, 0x00, 0x04],
    [0x21, 0x0c, 0x4a],
    [0x56, 0x10, 0x6e],
    [0x89, 0x22, 0x6a],
    [0xbb, 0x37, 0x54],
    [0xe3, 0x59, 0x32],
    [0xf9, 0x8c, 0x0a],
    [0xf9, 0xc9, 0x32],
    [0xfc, 0xff, 0xa4],
  ],
  gray: [
    [0, 0, 0],
    [255, 255, 255],
  ],
};

const levels = new Map(colorMapTitles.map(([name]) => [name, levelsOf(anchors[name])]));

/** The colour of each level from 0 to 255, opaque, as canvases have them: alpha, blue, green, red from the highest byte. */
export function colorLevels(name: ColorMapName): Uint32Array {
  return levels.get(name) ?? levelsOf(anchors[name]);
}

/** The map from left to right, as CSS has it. */
export function colorBar(name: ColorMapName = "viridis"): string {
  return `linear-gradient(to right, ${anchors[name].map((color) => `rgb(${color.join(" ")})`).join(", ")})`;
}

function colorOf(hex: string): Color {
  const part = (from: number) => parseInt(hex.slice(from, from + 2), 16);
  return [part(1), part(3), part(5)];
}

function levelsOf(map: readonly Color[]): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, level) => {
    const [red, green, blue] = colorAt(map, level / 255);
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

function colorAt(map: readonly Color[], share: number): Color {
  const place = share * (map.length - 1);
  const before = Math.min(map.length - 2, Math.floor(place));
  const part = place - before;
  const mixed = (channel: 0 | 1 | 2) => {
    const [from, to] = [map[before]?.[channel] ?? 0, map[before + 1]?.[channel] ?? 0];
    return Math.round(from + (to - from) * part);
  };
  return [mixed(0), mixed(1), mixed(2)];
}

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
