import { sentenceOf } from "../../../shared/errorText";
import { autoStretch, fullRange, usualContrast } from "../../../shared/picture/contrast";
import { pyramidOf } from "../../../shared/picture/pyramid";
import { decode } from "./decode";
import type { DecodeAnswer, DecodeRequest, LoadedPicture } from "./pictureLoader";

/** Decodes pictures and prepares them for the view, away from the page, which goes on meanwhile. */
self.onmessage = async ({ data: { id, source, file } }: MessageEvent<DecodeRequest>): Promise<void> => {
  try {
    const { picture, orientation } = await decode(source, file);
    const stretched = autoStretch(picture);
    const loaded: LoadedPicture = {
      picture,
      levels: pyramidOf(picture),
      stretched,
      full: fullRange(picture),
      usual: usualContrast(picture, stretched),
      orientation,
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
