import type { Rect, Size } from "../label/rect";

/** How an image lies on the screen. */
export interface Viewport {
  /** Screen pixels to one pixel of the image. */
  readonly scale: number;
  /** Where the image's upper left corner is on the screen. */
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ScaleLimits {
  readonly smallest: number;
  readonly largest: number;
}

const largestScale = 64;

/** The whole image, in the middle. */
export function fit(image: Size, screen: Size): Viewport {
  const scale = fittingScale(image, screen);
  return { scale, x: (screen.width - image.width * scale) / 2, y: (screen.height - image.height * scale) / 2 };
}

/** One screen pixel to one pixel of the image, with the same point of the image in the middle as before. */
export function hundredPercent(viewport: Viewport, screen: Size): Viewport {
  return scaledTo(viewport, 1, screen.width / 2, screen.height / 2);
}

/** Fit and 100 % are always within; smaller than half of both nobody needs. */
export function scaleLimits(image: Size, screen: Size): ScaleLimits {
  return { smallest: Math.min(1, fittingScale(image, screen)) / 2, largest: largestScale };
}

/** Enlarges by the factor, as far as the limits let it; what is under the screen's point stays there. */
export function zoomAt(
  viewport: Viewport,
  factor: number,
  screenX: number,
  screenY: number,
  limits: ScaleLimits,
): Viewport {
  const scale = Math.min(limits.largest, Math.max(limits.smallest, viewport.scale * factor));
  return scaledTo(viewport, scale, screenX, screenY);
}

export function pan(viewport: Viewport, dx: number, dy: number): Viewport {
  return { scale: viewport.scale, x: viewport.x + dx, y: viewport.y + dy };
}

export function toImage(viewport: Viewport, screenX: number, screenY: number): Point {
  return { x: (screenX - viewport.x) / viewport.scale, y: (screenY - viewport.y) / viewport.scale };
}

export function toScreen(viewport: Viewport, imageX: number, imageY: number): Point {
  return { x: imageX * viewport.scale + viewport.x, y: imageY * viewport.scale + viewport.y };
}

/**
 * The screen's whole pixels that show any of the image's rectangle, and `margin` more around them, because an outline
 * depends on its neighbours. Width or height is 0 where none does.
 */
export function screenRect(viewport: Viewport, rect: Rect, screen: Size, margin = 0): Rect {
  const from = toScreen(viewport, rect.x, rect.y);
  const to = toScreen(viewport, rect.x + rect.width, rect.y + rect.height);
  const x = within(Math.floor(from.x) - margin, screen.width);
  const y = within(Math.floor(from.y) - margin, screen.height);
  return {
    x,
    y,
    width: within(Math.ceil(to.x) + margin, screen.width) - x,
    height: within(Math.ceil(to.y) + margin, screen.height) - y,
  };
}

function within(value: number, end: number): number {
  return Math.min(end, Math.max(0, value));
}

function scaledTo(viewport: Viewport, scale: number, screenX: number, screenY: number): Viewport {
  const factor = scale / viewport.scale;
  return { scale, x: screenX - (screenX - viewport.x) * factor, y: screenY - (screenY - viewport.y) * factor };
}

function fittingScale(image: Size, screen: Size): number {
  const scale = Math.min(screen.width / image.width, screen.height / image.height, largestScale);
  return scale > 0 ? scale : 1; // a panel that is hidden has no size
}

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
