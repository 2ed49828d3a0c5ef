import { notLabelled } from "../label/stroke";

/** Colours as canvases have them: alpha, blue, green, red from the highest byte. Signed: faster to compute with. */
export interface OverlayColors {
  /** Of each value of a mask. */
  readonly values: Int32Array;
  /** Of the stripes on what is not labelled, across them. */
  readonly stripes: Int32Array;
}

/** So that a value without a class is seen. */
const strangeColor = "#ff00ff";

/**
 * @param classes colours as #rrggbb; the first class is the background and is not drawn
 * @param opacity 0 to 1
 */
export function overlayColors(classes: readonly { readonly color: string }[], opacity: number): OverlayColors {
  const color = (text: string) => {
    const rgb = Number.parseInt(text.slice(1), 16);
    const bgr = ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16);
    return (Math.round(opacity * 255) << 24) | bgr;
  };
  const values = Int32Array.from({ length: 256 }, (_, value) => color(classes[value]?.color ?? strangeColor));
  values[0] = 0;
  values[notLabelled] = 0;
  // Light and dark, so that they are seen on any picture.
  const [light, dark] = [color("#ffffff"), color("#000000")];
  return { values, stripes: Int32Array.of(light, light, dark, dark, 0, 0, 0, 0) };
}
