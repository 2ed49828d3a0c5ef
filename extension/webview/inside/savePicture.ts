import { post } from "./host";
import type { Session } from "./session";
import { Layer } from "../shared/picture/layer";
import type { Painting } from "./views/painting";
import type { ViewGrid } from "./views/viewGrid";

/** Saves what the first view shows, the whole picture at its own size, however it is enlarged on the screen. */
export async function savePicture({ painting }: ViewGrid, session: Session): Promise<void> {
  const { picture, image, subject } = session;
  if (picture.value.state !== "there") return;
  const { width, height } = picture.value.value.picture;
  await sendPng(
    wholePicture(painting, session, { width, height }),
    `${image.value} ${subject.value.model} ${painting.title(0)}`,
  );
}

/** Has a canvas saved where the user wants it. */
export async function sendPng(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The browser made no PNG of the picture.");
  post({ type: "save", name, png: new Uint8Array(await blob.arrayBuffer()) });
}

function wholePicture(
  painting: Painting,
  session: Session,
  size: { width: number; height: number },
): HTMLCanvasElement {
  const before = session.viewport.value;
  const all = { x: 0, y: 0, ...size };
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [size.width, size.height];
  const context = canvas.getContext("2d");
  const layers = [new Layer(), new Layer(), new Layer()] as const;
  for (const layer of layers) layer.resize(size);
  session.viewport.value = { scale: 1, x: 0, y: 0 };
  try {
    painting.picture(layers[0], all);
    painting.overlay(layers[1], all, 0);
    painting.outlines(layers[2], all, 0);
  } finally {
    session.viewport.value = before;
  }
  for (const [i, layer] of layers.entries()) {
    if (context) context.globalAlpha = i === 1 ? session.view.value.opacity : 1;
    context?.drawImage(layer.canvas, 0, 0);
  }
  return canvas;
}
