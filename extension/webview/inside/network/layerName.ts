import type { LayerShape } from "../../../shared/protocol";

/** What tells a layer from those beside it: the map shows which half it belongs to. */
export function shortName({ name }: LayerShape): string {
  return name.replace(/^encoder\.|^decoder\.blocks\./, "");
}

/** Channels, lines and columns. */
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
