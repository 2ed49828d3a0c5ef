import { autoStretch, fullRange } from "../../../shared/picture/contrast";
import { pyramidOf } from "../../../shared/picture/pyramid";
import { decode } from "./decode";
import type { LoadedPicture } from "./loadedPicture";
import type { DecodeAnswer, DecodeRequest } from "./workerMessages";
import { sentenceOf } from "../../../shared/errorText";

/** Decodes pictures and prepares them for the view, away from the page, which goes on meanwhile. */
self.onmessage = async ({ data: { id, source, file } }: MessageEvent<DecodeRequest>): Promise<void> => {
  try {
    const picture = await decode(source, file);
    const loaded: LoadedPicture = {
      picture,
      levels: pyramidOf(picture),
      stretched: autoStretch(picture),
      full: fullRange(picture),
      page: source.kind === "raw" ? source.page : 1,
      pages: source.kind === "raw" ? source.pages : 1,
    };
    const transfer = loaded.levels.map(({ values }) => values.buffer);
    answer({ type: "decoded", id, loaded }, transfer);
  } catch (error) {
    answer({ type: "failed", id, message: sentenceOf(error) }, []);
  }
};

function answer(message: DecodeAnswer, transfer: Transferable[]): void {
  self.postMessage(message, { transfer });
}
