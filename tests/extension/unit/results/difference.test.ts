import assert from "node:assert/strict";
import { test } from "node:test";
import { differenceOf, wrong } from "../../../../extension/shared/results/difference";

const mask = (width: number, height: number, ...values: number[]) => ({
  width,
  height,
  values: Uint8Array.from(values),
});

test("what is predicted otherwise than labelled is wrong, and what is not labelled never is", () => {
  const difference = differenceOf(mask(3, 2, 0, 1, 2, 255, 255, 0), mask(3, 2, 0, 1, 1, 0, 2, 2));
  assert.deepEqual([...(difference?.values ?? [])], [0, 0, wrong, 255, 255, wrong]);
});

test("masks of different sizes have no difference", () => {
  assert.equal(differenceOf(mask(2, 1, 0, 0), mask(1, 2, 0, 0)), null);
});
