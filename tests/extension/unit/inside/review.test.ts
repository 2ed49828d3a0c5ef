import assert from "node:assert/strict";
import test from "node:test";
import { confusionOf, pixelsOf, usedFor, worstImages, worstObjects } from "../../../../extension/shared/inside/review";
import type { ObjectFault, ReviewedImage } from "../../../../extension/shared/protocol";

const region = { left: 1, top: 2, width: 3, height: 4 };
const fault = (labelled: number, predicted: number, area: number): ObjectFault => ({
  kind: "wrongClass",
  labelled,
  predicted,
  area,
  region,
});
const image = (stem: string, use: ReviewedImage["use"], part: Partial<ReviewedImage>): ReviewedImage => ({
  stem,
  use,
  meanIou: null,
  confusion: [],
  faults: [],
  ...part,
});
const images = [
  image("a", "train", {
    meanIou: 0.9,
    confusion: [
      [90, 1],
      [2, 7],
    ],
    faults: [fault(1, 0, 5)],
  }),
  image("b", "validation", {
    meanIou: 0.2,
    confusion: [
      [80, 0],
      [15, 5],
    ],
    faults: [fault(1, 0, 9), fault(0, 1, 20)],
  }),
  image("c", "test", {
    confusion: [
      [100, 0],
      [0, 0],
    ],
  }),
];
const stems = (found: readonly ReviewedImage[]) => found.map(({ stem }) => stem);

test("images are chosen by what the model used them for", () => {
  assert.deepEqual(stems(usedFor(images, "unseen")), ["b", "c"]);
  assert.deepEqual(stems(usedFor(images, "train")), ["a"]);
  assert.deepEqual(stems(usedFor(images, "all")), ["a", "b", "c"]);
});

test("the confusion matrix is of all images together", () => {
  assert.deepEqual(confusionOf(images, 2), [
    [270, 1],
    [17, 12],
  ]);
});

test("wrong pixels are those beside the diagonal", () => {
  assert.deepEqual(
    images.map((each) => pixelsOf(each, null)),
    [3, 15, 0],
  );
  assert.equal(pixelsOf(images[0] as ReviewedImage, { labelled: 1, predicted: 1 }), 7);
});

test("the worst images are those least like their label, or with most pixels of a cell", () => {
  assert.deepEqual(stems(worstImages(images, null)), ["b", "a", "c"]);
  assert.deepEqual(stems(worstImages(images, { labelled: 1, predicted: 0 })), ["b", "a"]);
  assert.deepEqual(stems(worstImages(images, { labelled: 0, predicted: 1 })), ["a"]);
});

test("the worst objects are the largest, of one cell where one is chosen", () => {
  const areas = (cell: Parameters<typeof worstObjects>[1], most: number) =>
    worstObjects(images, cell, most).map(({ image: stem, fault: { area } }) => `${stem} ${area}`);
  assert.deepEqual(areas(null, 2), ["b 20", "b 9"]);
  assert.deepEqual(areas({ labelled: 1, predicted: 0 }, 9), ["b 9", "a 5"]);
});
