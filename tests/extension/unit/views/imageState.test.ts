import assert from "node:assert/strict";
import { test } from "node:test";
import type { LabelState } from "../../../../extension/shared/protocol";
import { imageState, progressText } from "../../../../extension/host/views/imageState";

test("unsaved strokes are shown before the mask on the disk, whose menu stays", () => {
  const state = (of: LabelState, isUnsaved: boolean) => {
    const { description, context } = imageState(of, isUnsaved);
    return [description, context];
  };
  assert.deepEqual(state("notLabelled", false), ["not labelled", "image"]);
  assert.deepEqual(state("done", false), ["labelled", "image.labelled"]);
  assert.deepEqual(state("done", true), ["not saved", "image.labelled"]);
  assert.deepEqual(state("notLabelled", true), ["not saved", "image"]);
  assert.deepEqual(state("inProgress", false), ["in progress", "image.labelled"]);
  assert.deepEqual(state("inProgress", true), ["not saved", "image.labelled"]);
  assert.deepEqual(state("noObjects", false), ["no objects", "image.labelled"]);
});

test("each state has an icon of its own, so that colour is not needed to tell them apart", () => {
  const all: LabelState[] = ["notLabelled", "inProgress", "done", "noObjects"];
  const states = [...all.map((state) => imageState(state, false)), imageState("done", true)];
  assert.equal(new Set(states.map(({ icon }) => icon)).size, 5);
});

test("progress names what is in progress where something is", () => {
  assert.equal(progressText(2, 0, 7), "2 of 7 labelled");
  assert.equal(progressText(2, 3, 7), "2 of 7 labelled, 3 in progress");
});
