import assert from "node:assert/strict";
import { test } from "node:test";
import { imageState } from "../../../../extension/host/views/imageState";

test("unsaved strokes are shown before the mask on the disk, whose menu stays", () => {
  const state = (isLabelled: boolean, isUnsaved: boolean) => {
    const { description, context } = imageState(isLabelled, isUnsaved);
    return [description, context];
  };
  assert.deepEqual(state(false, false), ["not labelled", "image"]);
  assert.deepEqual(state(true, false), ["labelled", "image.labelled"]);
  assert.deepEqual(state(true, true), ["not saved", "image.labelled"]);
  assert.deepEqual(state(false, true), ["not saved", "image"]);
});

test("each state has an icon of its own, so that colour is not needed to tell them apart", () => {
  const states = [imageState(false, false), imageState(true, false), imageState(true, true)];
  assert.equal(new Set(states.map(({ icon }) => icon)).size, 3);
});
