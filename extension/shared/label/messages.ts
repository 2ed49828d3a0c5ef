import type { PictureSource } from "../picture/picture";
import type { LabelState } from "../protocol";
import type { Rect } from "./rect";
import type { Stroke } from "./stroke";

/** A class as the label editor shows it; its place in the list is its value in the mask. */
export interface LabelClass {
  readonly name: string;
  /** #rrggbb */
  readonly color: string;
}

/** A class in an edited list; `previous` is its value until now, null where it is new. */
export interface EditedClass extends LabelClass {
  readonly previous: number | null;
}

/** What the hand has set and expects to find again in the next image. */
export interface Preferences {
  readonly tool: ToolName;
  readonly value: number;
  readonly brushRadius: number;
  /** Of the magic wand, as a share of the range between the picture's black and white; 0 to 1. */
  readonly tolerance: number;
  readonly keepsLabels: boolean;
  /** Of the overlay, 0 to 1. */
  readonly opacity: number;
  readonly isOverlayShown: boolean;
  readonly isOutlined: boolean;
}

/** Until the hand, or a setting, says otherwise. */
export const firstPreferences: Preferences = {
  tool: "lasso",
  value: 1,
  brushRadius: 6,
  tolerance: 0.1,
  keepsLabels: false,
  opacity: 0.5,
  isOverlayShown: true,
  isOutlined: false,
};

export type ToolName = "lasso" | "polygon" | "brush" | "eraser" | "fill" | "wand" | "pick" | "pan";

/** The labels that a model suggests for an image; in the values of the dataset's classes. */
export interface SuggestedMask {
  /** The names that the values stand for. */
  readonly classes: readonly string[];
  /** The model's name. */
  readonly model: string;
  readonly width: number;
  readonly height: number;
  /** Deflated (zlib) bytes, one a pixel. */
  readonly deflated: Uint8Array;
  /** Classes of the model that the dataset does not have; what they would label is left out. */
  readonly unknown: readonly string[];
}

/** What the user can choose where labels and the disk do not simply go together. */
export type MaskChoice =
  | "retry"
  | "setAside"
  | "addClasses"
  | "load"
  | "keep"
  | "byValue"
  | "again"
  | "elsewhere"
  | "own"
  | "through"
  | "openImage"
  | "ownDataset";

/** Why there is no mask to draw on, and what can be done; the user's choice comes back as `resolve`. */
export interface MaskProblem {
  /** One sentence. */
  readonly message: string;
  readonly choices: readonly { readonly id: MaskChoice; readonly label: string; readonly detail: string }[];
}

export type ToLabelView =
  /** The picture, first and whenever page or file change. `labelledPage`: of a stack, from 1; others are only looked at. */
  | {
      readonly type: "picture";
      readonly name: string;
      readonly source: PictureSource;
      readonly labelledPage: number;
    }
  /** No picture: why, in one sentence that says what to do. */
  | { readonly type: "pictureFailed"; readonly message: string }
  /** The whole mask, at the beginning and whenever it is replaced; deflated (zlib) bytes, one a pixel. */
  | { readonly type: "mask"; readonly width: number; readonly height: number; readonly deflated: Uint8Array }
  /** How far the labels are; `problem`: why the disk cannot be understood about it, in a clause. */
  | { readonly type: "state"; readonly state: LabelState; readonly problem: string | null }
  | { readonly type: "maskProblem"; readonly problem: MaskProblem }
  /** The classes; null: the folder has none yet. `list` is another number wherever their names are others. */
  | { readonly type: "classes"; readonly list: number; readonly classes: readonly LabelClass[] | null }
  /** The document has taken the stroke. */
  | { readonly type: "taken"; readonly stroke: number }
  /** The document has not taken the stroke: why, in one sentence that says what to do. */
  | { readonly type: "refused"; readonly stroke: number; readonly message: string }
  /** Pixels that changed otherwise than by this view's strokes, such as by undo; {@link Patch} runs. */
  | { readonly type: "patch"; readonly runs: Uint32Array }
  | { readonly type: "preferences"; readonly preferences: Preferences }
  /** Where the image stands in its folder, from 1. */
  | { readonly type: "place"; readonly index: number; readonly count: number; readonly labelled: number }
  /** Brings a part of the picture into the middle. */
  | { readonly type: "show"; readonly rect: Rect }
  /** Shows the form that edits the classes. */
  | { readonly type: "editClasses" }
  /** A model is being asked; null: not any more. */
  | { readonly type: "suggesting"; readonly model: string | null }
  /** What a model suggests. */
  | ({ readonly type: "suggestion" } & SuggestedMask);

export type FromLabelView =
  /** The view is there and knows nothing yet. Sent again after a reload. */
  | { readonly type: "ready" }
  /** A finished stroke, already drawn here; numbered from 1 in this view. `list`: of the classes that it was drawn with. */
  | { readonly type: "stroke"; readonly number: number; readonly stroke: Stroke; readonly list: number }
  /** The size of the decoded picture, which a new mask takes. */
  | { readonly type: "decoded"; readonly width: number; readonly height: number }
  | { readonly type: "page"; readonly page: number }
  /** This page of a stack is to be the one that is labelled. */
  | { readonly type: "labelPage"; readonly page: number }
  /** The user says how far the labels are; where there are to be none, they go. */
  | { readonly type: "mark"; readonly state: LabelState }
  | { readonly type: "preferences"; readonly preferences: Preferences }
  | { readonly type: "resolve"; readonly choice: MaskChoice }
  | { readonly type: "go"; readonly to: "next" | "previous" | "nextUnlabelled" }
  /** A model is wanted to suggest labels. */
  | { readonly type: "suggest" }
  /** The suggestion was used or dismissed. */
  | { readonly type: "suggestionDone" };

/** What the page asks. */
export interface LabelQuestions {
  /** Has the classes saved. */
  readonly saveClasses: { readonly params: { readonly classes: readonly EditedClass[] }; readonly result: null };
}
