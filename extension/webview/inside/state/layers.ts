import type { LayerShape } from "../../../shared/protocol";

/** What distinguishes a layer from those beside it: the map shows which half it belongs to. */
export function shortName({ name }: LayerShape): string {
  return name.replace(/^encoder\.|^decoder\.blocks\./, "");
}

/** Channels, rows and columns. */
export function shapeText({ channels, height, width }: LayerShape): string {
  return `${channels} × ${height} × ${width}`;
}

/** With a letter for thousands and millions. */
export function countText(count: number): string {
  if (count < 1000) return String(count);
  const [unit, letter] = count < 1e6 ? [1e3, "k"] : [1e6, "M"];
  const value = count / unit;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${letter}`;
}

/** The layers of one size: those on the way down, and those on the way up in the order of the forward pass. */
export interface Level {
  /** How many pixels of the image one of these layers spans. */
  readonly stride: number;
  readonly down: readonly LayerShape[];
  readonly up: readonly LayerShape[];
}

/** The levels of a U-Net from the finest to the coarsest, so that a skip connection stays on its level. */
export function levelsOf(layers: readonly LayerShape[]): readonly Level[] {
  const strides = [...new Set(layers.map(({ stride }) => stride))].sort((a, b) => a - b);
  return strides.map((stride) => {
    const here = layers.filter((layer) => layer.stride === stride);
    return {
      stride,
      down: here.filter(({ part }) => part === "encoder"),
      up: here.filter(({ part }) => part !== "encoder"),
    };
  });
}
