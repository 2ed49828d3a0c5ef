import type { Rect } from "../label/rect";
import type { PictureSource } from "../picture/picture";
import type { Inspected, PredictProgress, Requests, Review } from "../protocol";

/** What VS Code keeps of a panel, so that it comes back with the window. */
export interface KeptInside {
  /** The full path of the dataset. */
  readonly dataset: string;
  /** The name of the model. */
  readonly model: string;
  /** The stem of the image that was shown; null: none yet. */
  readonly image: string | null;
}

/** What a page may ask the server, through the host. */
export type InsideMethod = Extract<keyof Requests, `explain/${string}`> | "advice/errors" | "advice/uncertainty";

/** A model and an image; the host knows the dataset, and where pictures go. */
export type InspectedImage = Pick<Inspected, "model" | "image">;

/** What a page asks with. */
export type Asked<M extends InsideMethod> = Omit<Requests[M]["params"], "of"> & { readonly of: InspectedImage };

export type ToInsideView =
  /** To be given to VS Code's `setState` under the name `panel`; comes whenever it changes. */
  | { readonly type: "keep"; readonly panel: KeptInside }
  /** What there is to look into, at the beginning and whenever images or models change. */
  | {
      readonly type: "subject";
      readonly model: string;
      /** Another text for each state of the model. */
      readonly learned: string;
      /** All models of the dataset that have learned something. */
      readonly models: readonly string[];
      /** The stems of all images. */
      readonly images: readonly string[];
      /** The image to be shown; null: the one that is, or the first. */
      readonly image: string | null;
      /** The part of the page that is to be in front; null: the one that is. */
      readonly tab: string | null;
      /** The address of the folder into which the server draws. */
      readonly pictures: string;
    }
  /** There is nothing to look into: why, in a sentence. */
  | { readonly type: "failed"; readonly message: string }
  /** Labels have been saved. */
  | { readonly type: "labels" }
  /** What came of something that was asked for, in a sentence. */
  | { readonly type: "reported"; readonly message: string };

export type FromInsideView =
  /** The page is there and knows nothing yet. Sent again after a reload, and to try again. */
  | { readonly type: "ready" }
  /** Another image is shown. */
  | { readonly type: "shown"; readonly image: string }
  /** Opens an image in the label editor, with a part of it in the middle where one is named. */
  | { readonly type: "openLabel"; readonly image: string; readonly rect: Rect | null }
  | { readonly type: "exportReport" }
  /** Saves a picture where the user wants it. */
  | { readonly type: "save"; readonly name: string; readonly png: Uint8Array };

type OfServer = { readonly [M in InsideMethod]: Omit<Requests[M], "params"> & { readonly params: Asked<M> } };

/** What the page asks; what the server answers goes through the host under the server's names. */
export interface InsideQuestions extends OfServer {
  /** The pixels of an image. */
  readonly picture: { readonly params: { readonly image: string }; readonly result: PictureSource };
  /** The label of an image; null: it has none. */
  readonly label: { readonly params: { readonly image: string }; readonly result: PictureSource | null };
  /** What was measured of the model. */
  readonly review: {
    readonly params: Record<never, never>;
    readonly result: Review;
    readonly progress: PredictProgress;
  };
}
