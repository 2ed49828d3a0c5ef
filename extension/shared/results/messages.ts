import type { PictureSource } from "../picture/picture";
import type { PredictedItem, SegClass, SegmentedObject } from "../protocol";

/** What VS Code keeps of a panel, so that it comes back with the window. */
export interface KeptResults {
  /** The full path of the model's folder. */
  readonly model: string;
  /** The full path of the dataset, or of the folder of images. */
  readonly folder: string;
  /** The {@link PredictedItem.name} that was shown; null: none yet. */
  readonly image: string | null;
}

export type ToResultsView =
  /** To be given to VS Code's `setState` under the name `panel`; comes whenever it changes. */
  | { readonly type: "keep"; readonly panel: KeptResults }
  /** All that was predicted, at the beginning and whenever predictions or labels change. */
  | {
      readonly type: "list";
      readonly classes: readonly SegClass[];
      readonly images: readonly PredictedItem[];
      /** The name of the image to be shown; null: the one that is, or the first. */
      readonly image: string | null;
    }
  /** There is no list: why, in a sentence. */
  | { readonly type: "failed"; readonly message: string }
  /** The pixels of the image that was asked for last; what is predicted and labelled are gray values. */
  | {
      readonly type: "image";
      readonly name: string;
      readonly picture: PictureSource;
      readonly prediction: PictureSource;
      /** Null: there is none. */
      readonly label: PictureSource | null;
    }
  | { readonly type: "imageFailed"; readonly name: string; readonly message: string }
  | { readonly type: "objects"; readonly name: string; readonly objects: readonly SegmentedObject[] }
  | { readonly type: "objectsFailed"; readonly name: string; readonly message: string }
  /** What the model thinks, as gray values where 255 stands for 1. `shown` as asked for. */
  | { readonly type: "map"; readonly name: string; readonly shown: number | null; readonly source: PictureSource }
  | { readonly type: "mapFailed"; readonly name: string; readonly shown: number | null; readonly message: string }
  /** What came of something that was asked for, in a sentence. */
  | { readonly type: "told"; readonly message: string };

export type FromResultsView =
  /** The page is there and knows nothing yet. Sent again after a reload, and to try again. */
  | { readonly type: "ready" }
  /** Asks for the pixels and objects of an image. */
  | { readonly type: "show"; readonly name: string }
  /** Asks for the probability of a class on the image that is shown; null: how unsure the model is. */
  | { readonly type: "map"; readonly shown: number | null }
  /** Opens the image in the label editor, with the prediction to be corrected. */
  | { readonly type: "correct" }
  /** Opens the look inside the model with the image that is shown. */
  | { readonly type: "inside" }
  | { readonly type: "openTable" }
  | { readonly type: "exportTable" }
  /** A fault of the page, for the log. */
  | { readonly type: "fault"; readonly message: string };
