import type { Event, Uri } from "vscode";

/** The images whose strokes are not saved yet; the label editor knows them. */
export interface UnsavedLabels {
  /** An image's strokes were saved, or the first one after that was drawn. */
  readonly onDidChangeUnsaved: Event<Uri>;
  isUnsaved(image: Uri): boolean;
}
