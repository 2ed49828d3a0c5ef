import type { AdviceRegion, ConfusionCell, ObjectFault, ReviewedImage } from "../protocol";

/** Which images are looked at. */
export type Uses = "unseen" | "train" | "all";

/** A place in an image of the dataset. */
export interface Place {
  readonly image: string;
  /** Null: all of it. */
  readonly region: AdviceRegion | null;
}

/** An object that the model gets wrong, and the image that it is in. */
export interface FaultAt {
  readonly image: string;
  readonly fault: ObjectFault;
}

/** The images that a model was trained on, those that it was not, or all. */
export function usedFor(images: readonly ReviewedImage[], uses: Uses): readonly ReviewedImage[] {
  return images.filter(({ use }) => uses === "all" || (use === "train") === (uses === "train"));
}

/** Pixels by labelled class (row) and predicted class (column), of all images together. */
export function confusionOf(images: readonly ReviewedImage[], classes: number): readonly (readonly number[])[] {
  const indices = [...Array(classes).keys()];
  return indices.map((labelled) =>
    indices.map((predicted) => images.reduce((sum, image) => sum + pixelsOf(image, { labelled, predicted }), 0)),
  );
}

/** How many pixels of an image are in a cell of the confusion matrix; without one, how many are wrong. */
export function pixelsOf({ confusion }: ReviewedImage, cell: ConfusionCell | null): number {
  if (cell !== null) return confusion[cell.labelled]?.[cell.predicted] ?? 0;
  return confusion.flat().reduce((sum, pixels, i) => sum + (i % (confusion.length + 1) === 0 ? 0 : pixels), 0);
}

/** Those with pixels in the cell, most of them first; without a cell all, the least like their label first. */
export function worstImages(images: readonly ReviewedImage[], cell: ConfusionCell | null): readonly ReviewedImage[] {
  if (cell === null) return [...images].sort((a, b) => (a.meanIou ?? 1) - (b.meanIou ?? 1));
  return images.filter((image) => pixelsOf(image, cell) > 0).sort((a, b) => pixelsOf(b, cell) - pixelsOf(a, cell));
}

/** The largest objects that are wrong; with a cell, those that it is made of. */
export function worstObjects(
  images: readonly ReviewedImage[],
  cell: ConfusionCell | null,
  most: number,
): readonly FaultAt[] {
  return images
    .flatMap(({ stem, faults }) => faults.map((fault) => ({ image: stem, fault })))
    .filter(({ fault }) => cell === null || (fault.labelled === cell.labelled && fault.predicted === cell.predicted))
    .sort((a, b) => b.fault.area - a.fault.area)
    .slice(0, most);
}
