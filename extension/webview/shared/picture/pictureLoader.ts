import type { PictureSource } from "../../../shared/label/messages";
import type { LoadedPicture } from "./loadedPicture";
import type { DecodeAnswer, DecodeRequest } from "./workerMessages";

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

async function read(uri: string): Promise<Blob> {
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`Reading ${uri} failed: ${response.status} ${response.statusText}`);
  return response.blob();
}
