/** A colour as red, green and blue, 0 to 255. */
type Color = readonly [number, number, number];

/**
 * Matplotlib's viridis in nine steps. Its lightness grows evenly, so that equal steps of a value look equally large, in
 * gray and to the colour-blind too; between so few anchors straight lines are no more than a level or two off.
 */
const anchors: readonly Color[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** The colour of each level from 0 to 255, opaque, as canvases have them: alpha, blue, green, red from the highest byte. */
export const colorMap: Uint32Array = Uint32Array.from({ length: 256 }, (_, level) => {
  const [red, green, blue] = colorAt(level / 255);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
});

/** The map from left to right, as CSS has it. */
export function colorBar(): string {
  return `linear-gradient(to right, ${anchors.map((color) => `rgb(${color.join(" ")})`).join(", ")})`;
}

function colorAt(share: number): Color {
  const place = share * (anchors.length - 1);
  const before = Math.min(anchors.length - 2, Math.floor(place));
  const part = place - before;
  const mixed = (channel: 0 | 1 | 2) => {
    const [from, to] = [anchors[before]?.[channel] ?? 0, anchors[before + 1]?.[channel] ?? 0];
    return Math.round(from + (to - from) * part);
  };
  return [mixed(0), mixed(1), mixed(2)];
}
