import assert from "node:assert/strict";
import { test } from "node:test";
import { type Order, sorted, wordsOf } from "../../../../extension/webview/results/state/items";
import { item, scored } from "./items";

const items = [
  item("c", { expectedError: 0.2 }),
  scored("a10", 0.9, { expectedError: 0.5 }),
  item("b"),
  scored("a2", 0.3, { expectedError: 0.5 }),
];

const names = (order: Order) => sorted(items, order).map(({ name }) => name);

test("images are in the order of their names, numbers by their value", () => {
  assert.deepEqual(names("name"), ["a2", "a10", "b", "c"]);
});

test("the most unsure come first, and last what no table has", () => {
  assert.deepEqual(names("unsure"), ["a2", "a10", "c", "b"]);
});

test("the worst come first, and last what has no label", () => {
  assert.deepEqual(names("worst"), ["a2", "a10", "b", "c"]);
});

test("the list says how much is expected to be wrong, and how well the label is met", () => {
  assert.deepEqual(wordsOf(item("a", { expectedError: 0.18 })), ["18 % expected error"]);
  assert.deepEqual(wordsOf(item("a", { expectedError: 0.004 })), ["0.4 % expected error"]);
  assert.deepEqual(wordsOf(item("a", { expectedError: 0 })), ["0 % expected error"]);
  assert.deepEqual(wordsOf(scored("a", 0.8149)), ["IoU 0.81"]);
  assert.deepEqual(wordsOf(scored("a", 0.8149, { learned: "yes" })), ["IoU 0.81 (training image)"]);
  assert.deepEqual(wordsOf(scored("a", 0.8149, { learned: "unknown" })), ["IoU 0.81 (perhaps a training image)"]);
});
