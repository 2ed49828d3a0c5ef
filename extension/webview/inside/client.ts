import type { Asked, InsideMethod, PictureAnswer, ToInsideView } from "../../shared/inside/messages";
import type { PictureSource } from "../../shared/picture/picture";
import type { PredictProgress, RenderResult, Requests, Review } from "../../shared/protocol";
import type { LoadedPicture } from "../shared/picture/pictureLoader";
import type { PictureLoader } from "../shared/picture/pictureLoader";
import { post } from "./host";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly told: ((progress: PredictProgress) => void) | undefined;
}

/** What goes with a question. */
export interface Asking {
  /** Ends it: nothing comes of it any more. */
  readonly signal?: AbortSignal;
  readonly told?: (progress: PredictProgress) => void;
}

/** Asks the host, and through it the server, and fetches what they have drawn. */
export class Client {
  /** The address of the folder into which the server draws. */
  pictures = "";
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(readonly loader: PictureLoader) {}

  async ask<M extends InsideMethod>(method: M, params: Asked<M>, asking: Asking = {}): Promise<Requests[M]["result"]> {
    const send = (id: number) => post({ type: "ask", id, method, params } as Parameters<typeof post>[0]);
    return (await this.#begin(send, asking)) as Requests[M]["result"];
  }

  /** Asks for an image of the dataset. */
  async image(image: string, asking: Asking = {}): Promise<LoadedPicture> {
    const source = await this.#begin((id) => post({ type: "picture", id, image }), asking);
    return this.loader.load(source as PictureAnswer);
  }

  /** Asks for the label of an image; null: it has none. */
  async label(image: string, asking: Asking = {}): Promise<LoadedPicture | null> {
    const source = await this.#begin((id) => post({ type: "label", id, image }), asking);
    return source === null ? null : this.loader.load(source as PictureAnswer);
  }

  /** Asks for what was measured of the model. */
  async review(asking: Asking = {}): Promise<Review> {
    return (await this.#begin((id) => post({ type: "review", id }), asking)) as Review;
  }

  /** Fetches what the server has drawn. */
  load({ file, ...form }: RenderResult): Promise<LoadedPicture> {
    const source: PictureSource = {
      kind: "raw",
      uri: `${this.pictures}/${file.split(/[\\/]/).pop()}`,
      ...form,
      page: 1,
    };
    return this.loader.load(source);
  }

  take(message: Extract<ToInsideView, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    if (message.type === "progress") return waiting?.told?.(message.progress);
    this.#waiting.delete(message.id);
    if (message.type === "answer") waiting?.resolve(message.result);
    else waiting?.reject(new Error(message.message));
  }

  #begin(send: (id: number) => void, { signal, told }: Asking): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, told });
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(id)) return;
        post({ type: "cancel", id });
        reject(new Error("It is not wanted any more."));
      });
      send(id);
    });
  }
}
