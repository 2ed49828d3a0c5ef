import type { Rect } from "../label/rect";
import type { Mask } from "../picture/picture";
import { drawAreas, drawOutlines, type OverlayLine } from "./drawOverlayLine";
import type { OverlayColors } from "./overlayColors";
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
