import type { Rect } from "../label/rect";
import { notLabelled } from "../label/stroke";
import type { Mask } from "../picture/picture";
import { sampling } from "./sampling";
import type { Viewport } from "./viewport";

/**
 * Draws the mask for a rectangle of the screen into `target`, which holds its pixels line by line. What is not labelled
 * is striped. Outlined, only the screen's pixels are drawn that have a neighbour of another value, or none; so when the
 * mask changes, one screen pixel more must be drawn around.
 */
export function drawOverlay(
  target: Uint32Array,
  rect: Rect,
  viewport: Viewport,
  mask: Mask,
  colors: OverlayColors,
  isOutlined: boolean,
): void {
  const { scale } = viewport;
  // With one more on each side, for outlines.
  const columns = sampling(rect.x - 1, rect.width + 2, viewport.x, scale, mask.width).indices;
  const lines = sampling(rect.y - 1, rect.height + 2, viewport.y, scale, mask.height).indices;
  const valuesOf = (line: number) =>
    line < 0 ? null : mask.values.subarray(line * mask.width, (line + 1) * mask.width);
  // Stripes move with the image.
  const phase = rect.x - Math.round(viewport.x) + rect.y - Math.round(viewport.y);
  const drawLine = isOutlined ? drawOutlines : drawAreas;

  let canRepeat = false;
  let previous = -1;
  let above = lines[0] ?? -1;
  let line = lines[1] ?? -1;
  for (let i = 0; i < rect.height; i++) {
    const below = lines[i + 2] ?? -1;
    const start = i * rect.width;
    const values = valuesOf(line);
    if (values === null) {
      target.fill(0, start, start + rect.width);
    } else if (canRepeat && line === above && (!isOutlined || (above === previous && line === below))) {
      target.copyWithin(start, start - rect.width, start);
    } else {
      const shown: OverlayLine = { columns, values, above: valuesOf(above), below: valuesOf(below), phase: phase + i };
      canRepeat = !drawLine(target.subarray(start, start + rect.width), shown, colors);
    }
    [previous, above, line] = [above, line, below];
  }
}

/** What one line of the screen shows of a mask. */
export interface OverlayLine {
  /** The mask's column for each of the screen's, -1 outside; one more on each side than is drawn. */
  readonly columns: Int32Array;
  readonly values: Uint8Array;
  /** What the screen's lines above and below show; null outside of the mask. */
  readonly above: Uint8Array | null;
  readonly below: Uint8Array | null;
  /** Where the stripes begin. */
  readonly phase: number;
}

/** Returns whether there are stripes in the line: the next line has them elsewhere. */
export function drawAreas(
  target: Uint32Array,
  { columns, values, phase }: OverlayLine,
  colors: OverlayColors,
): boolean {
  let isStriped = false;
  for (let i = 0; i < target.length; i++) {
    const column = columns[i + 1] ?? -1;
    const value = column < 0 ? 0 : (values[column] ?? 0);
    if (value === notLabelled) {
      isStriped = true;
      target[i] = colors.stripes[(phase + i) & 7] ?? 0;
    } else target[i] = colors.values[value] ?? 0;
  }
  return isStriped;
}

/** As {@link drawAreas}, without what is inside. */
export function drawOutlines(
  target: Uint32Array,
  { columns, values, above, below, phase }: OverlayLine,
  colors: OverlayColors,
): boolean {
  let isStriped = false;
  for (let i = 0; i < target.length; i++) {
    const column = columns[i + 1] ?? -1;
    const value = column < 0 ? 0 : (values[column] ?? 0);
    const left = columns[i] ?? -1;
    const right = columns[i + 2] ?? -1;
    const isInside =
      value === 0 ||
      (left >= 0 &&
        right >= 0 &&
        above !== null &&
        below !== null &&
        values[left] === value &&
        values[right] === value &&
        above[column] === value &&
        below[column] === value);
    if (isInside) target[i] = 0;
    else if (value === notLabelled) {
      isStriped = true;
      target[i] = colors.stripes[(phase + i) & 7] ?? 0;
    } else target[i] = colors.values[value] ?? 0;
  }
  return isStriped;
}

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
