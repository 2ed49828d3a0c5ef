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
 * Matplotlib's maps in nine steps. Their lightness grows evenly, so that equal steps of a value look equally large, in gray
 * and to the colour-blind too; between so few anchors straight lines are no more than a few levels off.
 */
const anchors: Readonly<Record<ColorMapName, readonly Color[]>> = {
  viridis: [
    [68, 1, 84],
    [71, 44, 122],
    [59, 81, 139],
    [44, 113, 142],
    [33, 144, 141],
    [39, 173, 129],
    [92, 200, 99],
    [170, 220, 50],
    [253, 231, 37],
  ],
  inferno: [
    [0, 0, 4],
    [31, 12, 72],
    [85, 15, 109],
    [136, 34, 106],
    [186, 54, 85],
    [227, 89, 51],
    [249, 140, 10],
    [249, 201, 50],
    [252, 255, 164],
  ],
  gray: [
    [0, 0, 0],
    [255, 255, 255],
  ],
};

const levels = new Map(colorMapTitles.map(([name]) => [name, levelsOf(anchors[name])]));

/** Viridis, see {@link colorLevels}. */
export const colorMap = colorLevels("viridis");

/** The colour of each level from 0 to 255, opaque, as canvases have them: alpha, blue, green, red from the highest byte. */
export function colorLevels(name: ColorMapName): Uint32Array {
  return levels.get(name) ?? levelsOf(anchors[name]);
}

/** The map from left to right, as CSS has it. */
export function colorBar(name: ColorMapName = "viridis"): string {
  return `linear-gradient(to right, ${anchors[name].map((color) => `rgb(${color.join(" ")})`).join(", ")})`;
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
