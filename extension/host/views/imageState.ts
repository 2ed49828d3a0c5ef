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

/** Names the state of an image. Unsaved strokes count more than the mask that is on the disk. */
export function imageState(isLabelled: boolean, isUnsaved: boolean): ImageState {
  const context = isLabelled ? "image.labelled" : "image";
  if (isUnsaved)
    return {
      description: "not saved",
      icon: "circle-filled",
      color: "gitDecoration.modifiedResourceForeground",
      context,
    };
  return isLabelled
    ? { description: "labelled", icon: "pass-filled", color: "seg.labelledForeground", context }
    : { description: "not labelled", icon: "circle-large-outline", color: null, context };
}

/** How far the labelling of a dataset is. */
export function progressText(labelled: number, images: number): string {
  return `${labelled} of ${images} labelled`;
}
