import type { LabelState } from "../../shared/protocol";

/** What the views show of an image's labels. */
export interface ImageState {
  /** Beside the name. */
  readonly description: string;
  /** A codicon. */
  readonly icon: string;
  /** The icon's colour, one of the theme; null: that of the text. */
  readonly color: string | null;
  /** For the conditions of menus. */
  readonly context: string;
}

const green = "seg.labelledForeground";

const looks: Record<LabelState, Omit<ImageState, "context">> = {
  notLabelled: { description: "not labelled", icon: "circle-large-outline", color: null },
  // Half a disc.
  inProgress: { description: "in progress", icon: "color-mode", color: "seg.inProgressForeground" },
  done: { description: "labelled", icon: "pass-filled", color: green },
  noObjects: { description: "no objects", icon: "circle-slash", color: green },
};

/** Names the state of an image. Unsaved strokes count more than the mask that is on the disk. */
export function imageState(state: LabelState, isUnsaved: boolean): ImageState {
  const context = state === "notLabelled" ? "image" : "image.labelled";
  if (isUnsaved)
    return {
      description: "not saved",
      icon: "circle-filled",
      color: "gitDecoration.modifiedResourceForeground",
      context,
    };
  return { ...looks[state], context };
}

/** How far the labelling of a dataset is. */
export function progressText(labelled: number, inProgress: number, images: number): string {
  return `${labelled} of ${images} labelled${inProgress > 0 ? `, ${inProgress} in progress` : ""}`;
}
