import type { PictureSource } from "../../../shared/label/messages";
import type { LoadedPicture } from "./loadedPicture";

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
