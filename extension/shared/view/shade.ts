import type { Contrast, Picture } from "../picture/picture";

/** How bright values are drawn, 0 to 255: whole values from a table, others by their place between black and white. */
export type Shade =
  | { readonly kind: "table"; readonly levels: Uint8Array }
  | { readonly kind: "linear"; readonly black: number; readonly factor: number };

/** For values of this picture's type; to be made once for a contrast, not for every drawing. */
export function shadeOf({ values }: Picture, { black, white }: Contrast): Shade {
  const factor = 255 / (white - black);
  if (values instanceof Float32Array) return { kind: "linear", black, factor };
  const levels = new Uint8Array(values instanceof Uint8Array ? 256 : 65536);
  for (let value = 0; value < levels.length; value++)
    levels[value] = Math.min(255, Math.max(0, (value - black) * factor + 0.5));
  return { kind: "table", levels };
}
