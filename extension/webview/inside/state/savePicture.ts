import type { Rect, Size } from "../../../shared/label/rect";
import type { Viewport } from "../../../shared/view/viewport";
import { Layer } from "../../shared/picture/layer";
import type { Signal } from "../../shared/signal";
import { post } from "./host";

/** Paints a layer of a view; its canvas has the opacity that it is shown with. */
type Paint = (layer: Layer, all: Rect) => void;

/**
 * Saves what a view shows where the user wants it: the whole picture at its own size, however it is enlarged on the screen.
 * @param viewport what the layers are painted by
 * @param paints the layers, from below
 * @param name of the file, without its ending
 */
export async function saveView(
  viewport: Signal<Viewport>,
  size: Size,
  paints: readonly Paint[],
  name: string,
): Promise<void> {
  await saveCanvas(wholePicture(viewport, size, paints), name);
}

/** Saves a canvas where the user wants it. */
export async function saveCanvas(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The picture could not be turned into a PNG.");
  post({ type: "save", name, png: new Uint8Array(await blob.arrayBuffer()) });
}

function wholePicture(
  viewport: Signal<Viewport>,
  { width, height }: Size,
  paints: readonly Paint[],
): HTMLCanvasElement {
  const before = viewport.value;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  viewport.value = { scale: 1, x: 0, y: 0 };
  try {
    for (const paint of paints) {
      const layer = new Layer();
      layer.resize({ width, height });
      paint(layer, { x: 0, y: 0, width, height });
      if (context) context.globalAlpha = Number(layer.canvas.style.opacity || 1);
      context?.drawImage(layer.canvas, 0, 0);
    }
  } finally {
    viewport.value = before;
  }
  return canvas;
}
