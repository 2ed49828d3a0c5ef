import assert from "node:assert/strict";
import { test } from "node:test";
import { Digits } from "../../../../extension/webview/label/keyboard/digits";

/** The classes that are chosen when these digits are typed one right after the other. */
function chosen(digits: string, classCount: number): number[] {
  const picked: number[] = [];
  const classes = { value: Array.from({ length: classCount }, () => ({ name: "", color: "#000000" })) };
  const typed = new Digits({ classes, pick: (value) => picked.push(value) });
  for (const digit of digits) typed.type(digit);
  return picked;
}

test("a digit chooses its class at once", () => {
  assert.deepEqual(chosen("2", 3), [2]);
  assert.deepEqual(chosen("12", 3), [1, 2]);
});

test("digits that follow quickly make one number, as long as there is such a class", () => {
  assert.deepEqual(chosen("12", 15), [1, 12]);
  assert.deepEqual(chosen("123", 15), [1, 12, 3]);
  assert.deepEqual(chosen("123", 200), [1, 12, 123]);
  assert.deepEqual(chosen("05", 15), [0, 5]);
});
