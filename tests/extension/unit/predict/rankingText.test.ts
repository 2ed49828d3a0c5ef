import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonShort, reasonText } from "../../../../extension/host/views/rankingText";

const item = { stem: "c", file: "/x/c.png", expectedError: 0.314, difference: 0.9, nearest: "a" };

test("the reason says how unsure the model is and what the image is like", () => {
  assert.equal(reasonShort(item), "31 % expected error, unlike the labelled images");
  assert.equal(reasonText({ ...item, difference: 0.5 }), "expects 31 % of what it finds to be wrong, somewhat like a");
  assert.equal(reasonShort({ ...item, difference: 0.1 }), "31 % expected error, much like a");
  assert.equal(reasonShort({ ...item, nearest: null }), "31 % expected error, nothing is labelled yet");
});
