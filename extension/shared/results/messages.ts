import type { PictureSource } from "../picture/picture";
import type { CutOffPrediction, PredictedItem, SegClass, SegmentedObject } from "../protocol";

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
      /** Null: nothing was cut off. */
      readonly cutOff: CutOffPrediction | null;
      /** The name of the image to be shown; null: the one that is, or the first. */
      readonly image: string | null;
    }
  /** There is no list: why, in a sentence. */
  | { readonly type: "failed"; readonly message: string }
  /** What came of something that was asked for, in a sentence. */
  | { readonly type: "reported"; readonly message: string };

export type FromResultsView =
  /** The page is there and knows nothing yet. Sent again after a reload, and to try again. */
  | { readonly type: "ready" }
  /** Another image is shown. */
  | { readonly type: "shown"; readonly name: string }
  /** Opens the image in the label editor, with the prediction to be corrected. */
  | { readonly type: "correct" }
  /** Opens the look inside the model with the image that is shown. */
  | { readonly type: "inside" }
  /** Predicts what a prediction has left that was cut off. */
  | { readonly type: "finish" }
  | { readonly type: "openTable" }
  | { readonly type: "exportTable" };

/** The pixels of an image; what is predicted and labelled are gray values. */
export interface ResultPictures {
  readonly picture: PictureSource;
  readonly prediction: PictureSource;
  /** Null: there is none. */
  readonly label: PictureSource | null;
}

/** What the page asks, of images by their {@link PredictedItem.name}. */
export interface ResultsQuestions {
  readonly pictures: { readonly params: { readonly name: string }; readonly result: ResultPictures };
  readonly objects: { readonly params: { readonly name: string }; readonly result: readonly SegmentedObject[] };
  /** What the model thinks, as gray values where 255 stands for 1: of a class; null: how unsure it is. */
  readonly map: {
    readonly params: { readonly name: string; readonly shown: number | null };
    readonly result: PictureSource;
  };
}
