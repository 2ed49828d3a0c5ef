import type { Contrast, Mask, Picture, PictureSource } from "../../../shared/picture/picture";
import { type Shade, shadeOf } from "../../../shared/view/shade";

/** A picture with what is needed to show it quickly; made in the worker. */
export interface LoadedPicture {
  readonly picture: Picture;
  /** The picture itself, its half, its quarter, … */
  readonly levels: readonly Picture[];
  /** Leaves out the darkest and the brightest thousandth. */
  readonly stretched: Contrast;
  readonly full: Contrast;
  /** Which of the two shows the picture well. */
  readonly usual: "stretched" | "full";
  /** How the file asks to be turned, as TIFF and EXIF number it; 1: not at all. */
  readonly orientation: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** To the worker: the bytes of a picture file, and what they are. */
export interface DecodeRequest {
  readonly id: number;
  readonly source: PictureSource;
  readonly file: Blob;
}

/** From the worker. */
export type DecodeAnswer =
  | { readonly type: "decoded"; readonly id: number; readonly loaded: LoadedPicture }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

interface Waiting {
  readonly resolve: (loaded: LoadedPicture) => void;
  readonly reject: (reason: Error) => void;
}

/** Fetches pictures here, where VS Code lets it, and has them decoded in a worker, where it disturbs nobody. */
export class PictureLoader {
  readonly #worker: Promise<Worker>;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(script: string) {
    this.#worker = this.#start(script);
  }

  async load(source: PictureSource): Promise<LoadedPicture> {
    const [worker, file] = await Promise.all([this.#worker, read(source.uri)]);
    const id = ++this.#last;
    const request: DecodeRequest = { id, source, file };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage(request);
    });
  }

  async #start(script: string): Promise<Worker> {
    // A worker must come from the page's own origin; the script's address is not.
    const url = URL.createObjectURL(await read(script));
    const worker = new Worker(url);
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => this.#answer(data);
    worker.onerror = (event) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message));
      this.#waiting.clear();
    };
    return worker;
  }

  #answer(answer: DecodeAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.type === "decoded") waiting?.resolve(answer.loaded);
    else waiting?.reject(new Error(answer.message));
  }
}

/** A picture as what it is when it is a mask. */
export function maskOf({ picture: { width, height, channels, values } }: LoadedPicture): Mask {
  if (channels !== 1 || !(values instanceof Uint8Array)) throw new Error("The mask is not a gray picture of 8 bits.");
  return { width, height, values };
}

const shades = new WeakMap<LoadedPicture, Shade>();

/** How a picture is drawn where nobody has chosen otherwise. */
export function usualShade(loaded: LoadedPicture): Shade {
  const made = shades.get(loaded) ?? shadeOf(loaded.picture, loaded[loaded.usual]);
  shades.set(loaded, made);
  return made;
}

async function read(uri: string): Promise<Blob> {
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`Reading ${uri} failed: ${response.status} ${response.statusText}`);
  return response.blob();
}
