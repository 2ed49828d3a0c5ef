import type { LayerShape } from "../../../shared/protocol";

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
