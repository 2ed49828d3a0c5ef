import assert from "node:assert/strict";
import { test } from "node:test";
import { leaksOf, sidesOf } from "../../../../extension/webview/train/form/split";

const proposal = {
  images: ["ä_z_1", "ä_z_2", "b c", "d", "e"].map((stem) => ({ stem, file: `${stem}.png`, group: stem })),
  validation: ["ä_z_2"],
  test: ["e"],
};
const together = [
  ["ä_z_1", "ä_z_2"],
  ["d", "e"],
];

test("the sides of a split are those of seg.json, or what is chosen; test images stay apart", () => {
  assert.deepEqual(sidesOf(proposal, null), {
    training: ["ä_z_1", "b c", "d"],
    validation: ["ä_z_2"],
    test: ["e"],
  });
  assert.deepEqual(sidesOf(proposal, ["b c", "e"]).validation, ["b c"]);
});

test("an image that is held back leaks where its field of view is trained on", () => {
  assert.deepEqual(leaksOf(together, sidesOf(proposal, null)), [
    { held: "ä_z_2", trained: "ä_z_1" },
    { held: "e", trained: "d" },
  ]);
  assert.deepEqual(leaksOf(together, sidesOf(proposal, ["ä_z_1", "ä_z_2", "d"])), []);
  assert.deepEqual(leaksOf([], sidesOf(proposal, null)), []);
});
