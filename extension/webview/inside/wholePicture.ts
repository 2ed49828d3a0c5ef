import type { Rect, Size } from "../../shared/label/rect";
import type { Viewport } from "../../shared/view/viewport";
import { Layer } from "../shared/picture/layer";
import type { Signal } from "../shared/signal";
import { post } from "./host";

/** Paints a layer of a view; its canvas has the opacity that it is shown with. */
export type Paint = (layer: Layer, all: Rect) => void;

/**
 * What a view shows, the whole picture at its own size, however it is enlarged on the screen.
 * @param viewport what the layers are painted by
 * @param paints the layers, from below
 */
export function wholePicture(viewport: Signal<Viewport>, size: Size, paints: readonly Paint[]): HTMLCanvasElement {
  const before = viewport.value;
  const all = { x: 0, y: 0, ...size };
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [size.width, size.height];
  const context = canvas.getContext("2d");
  viewport.value = { scale: 1, x: 0, y: 0 };
  try {
    for (const paint of paints) {
      const layer = new Layer();
      layer.resize(size);
      paint(layer, all);
      if (context) context.globalAlpha = Number(layer.canvas.style.opacity || 1);
      context?.drawImage(layer.canvas, 0, 0);
    }
  } finally {
    viewport.value = before;
  }
  return canvas;
}

/** Has a canvas saved where the user wants it. */
export async function sendPng(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The browser made no PNG of the picture.");
  post({ type: "save", name, png: new Uint8Array(await blob.arrayBuffer()) });
}
