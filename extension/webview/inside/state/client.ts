import type { Asking } from "../../../shared/channel";
import type { PictureSource } from "../../../shared/picture/picture";
import type { PredictProgress, RenderResult, Review } from "../../../shared/protocol";
import type { LoadedPicture, PictureLoader } from "../../shared/picture/pictureLoader";
import { ask } from "./host";

/** Asks the host, and through it the server, and fetches what they have drawn. */
export class Client {
  /** The address of the folder into which the server draws. */
  pictures = "";
  /** Asks by name. */
  readonly ask = ask;

  constructor(readonly loader: PictureLoader) {}

  /** Asks for an image of the dataset. */
  async image(image: string, asking: Asking<unknown> = {}): Promise<LoadedPicture> {
    return this.loader.load(await ask("picture", { image }, asking));
  }

  /** Asks for the label of an image; null: it has none. */
  async label(image: string, asking: Asking<unknown> = {}): Promise<LoadedPicture | null> {
    const source = await ask("label", { image }, asking);
    return source === null ? null : this.loader.load(source);
  }

  /** Asks for what was measured of the model. */
  review(asking: Asking<PredictProgress>): Promise<Review> {
    return ask("review", {}, asking);
  }

  /** Fetches what the server has drawn. */
  load({ file, ...form }: RenderResult): Promise<LoadedPicture> {
    const uri = `${this.pictures}/${file.split(/[\\/]/).pop()}`;
    const source: PictureSource = { kind: "raw", uri, ...form, page: 1 };
    return this.loader.load(source);
  }
}
