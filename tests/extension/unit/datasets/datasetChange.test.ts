import assert from "node:assert/strict";
import { test } from "node:test";
import { partsTouched } from "../../../../extension/host/datasets/datasetChange";
import { DatasetFolder } from "../../../../extension/host/datasets/datasetFolder";

const dataset = (images: string, masks: string) => new DatasetFolder("/d", { classes: [], images, masks, page: 1 });

for (const [file, parts] of [
  ["/d/images/a.tif", ["images"]],
  ["/d/images/a.txt", []],
  ["/d/images/more/a.tif", []],
  ["/d/masks/hand/a.png", ["masks"]],
  ["/d/masks/hand/.seg-1.tmp", []],
  ["/d/masks", ["masks"]],
  ["/d/masks2", []],
  ["/d/images", ["images"]],
  ["/d", ["images", "masks", "models"]],
  ["/d/models", ["models"]],
  ["/d/models/first", ["models"]],
  ["/d/models/first/model.json", ["models"]],
  ["/d/models/first/events.jsonl", []],
  ["/d/model.json", []],
  ["/d/predictions/first/a.png", []],
  ["/e/images/a.tif", []],
] as const)
  test(`a change of ${file} touches ${parts.join(", ") || "nothing"}`, () =>
    assert.deepEqual(partsTouched(dataset("images", "masks/hand"), file), parts));

test("images beside seg.json are seen too", () => {
  assert.deepEqual(partsTouched(dataset(".", "masks"), "/d/a.png"), ["images"]);
  assert.deepEqual(partsTouched(dataset(".", "masks"), "/d/masks/a.png"), ["masks"]);
});
