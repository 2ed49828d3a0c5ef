import type { UnsavedLabels } from "../datasets/unsavedLabels";

/** What the views ask of the label editor. */
export interface LabelEditing extends UnsavedLabels {
  /** Opens the first image of the dataset in this folder, with the form that edits the classes. */
  editClasses(folder: string): Promise<void>;
}
