import type { Rect, Size } from "../label/rect";
import { type ScaleLimits, type Viewport, toScreen } from "./viewport";

/** The longer side of a rectangle that is shown fills at most this share of the screen: one is to see where it is. */
const filled = 0.4;
/** Nothing is enlarged more to be looked at, however small it is. */
const largest = 16;

/** A rectangle of the image in the middle of the screen, as large as it is seen well together with what is around it. */
export function showRect(rect: Rect, screen: Size, limits: ScaleLimits): Viewport {
  const fitting = Math.min(screen.width / rect.width, screen.height / rect.height) * filled;
  const scale = Math.min(limits.largest, largest, Math.max(limits.smallest, fitting));
  return {
    scale,
    x: screen.width / 2 - (rect.x + rect.width / 2) * scale,
    y: screen.height / 2 - (rect.y + rect.height / 2) * scale,
  };
}

/** Where a rectangle of the image is on the screen. */
export function rectOnScreen(viewport: Viewport, rect: Rect): Rect {
  const { x, y } = toScreen(viewport, rect.x, rect.y);
  return { x, y, width: rect.width * viewport.scale, height: rect.height * viewport.scale };
}
