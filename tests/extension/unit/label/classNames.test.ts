import assert from "node:assert/strict";
import { test } from "node:test";
import { strokeByName } from "../../../../extension/host/label/classNames";
import { SentClasses } from "../../../../extension/host/label/sentClasses";
import { notLabelled, type Stroke } from "../../../../extension/shared/label/stroke";
import { dot } from "./dot";

const before = ["background", "mother", "daughter"];
const swapped = ["background", "daughter", "mother"];

test("a stroke draws the class of its name, whatever value that has by now", () => {
  assert.deepEqual(strokeByName(dot(1, 1, 1), before, swapped), dot(1, 1, 2));
  assert.deepEqual(strokeByName(dot(1, 1, 2), before, [...before, "bud"]), dot(1, 1, 2));
});

test("what is erased or not labelled stays so, even where the background has another name", () => {
  const now = ["nothing", "daughter", "mother"];
  assert.deepEqual(strokeByName(dot(1, 1, 0), before, now), dot(1, 1, 0));
  assert.deepEqual(strokeByName(dot(1, 1, notLabelled), before, now), dot(1, 1, notLabelled));
});

test("each value of a suggestion that is taken over becomes the one of its class, and its places stay", () => {
  const values = (...runs: number[]): Stroke => ({ kind: "values", keepsLabels: true, runs: Uint32Array.from(runs) });
  assert.deepEqual(strokeByName(values(1, 2, 1, 5, 1, 2), before, swapped), values(1, 2, 2, 5, 1, 1));
  assert.deepEqual(strokeByName(values(1, 2, 1, 5, 1, 2), before, ["background", "mother"]), { missing: 2 });
});

test("a stroke of a class that is gone has no value, one of another class has", () => {
  assert.deepEqual(strokeByName(dot(1, 1, 1), before, ["background", "daughter"]), { missing: 1 });
  assert.deepEqual(strokeByName(dot(1, 1, 2), before, ["background", "daughter"]), dot(1, 1, 1));
});

test("the classes that a page was sent have a number of their own wherever their names are others", () => {
  const sent = new SentClasses();
  const first = sent.send(before);
  assert.equal(sent.send([...before]), first);
  const second = sent.send(swapped);
  assert.notEqual(second, first);
  assert.deepEqual(sent.drawnWith(first), before, "a stroke on its way was drawn with those before");
  assert.deepEqual(sent.drawnWith(second), swapped);
  assert.equal(sent.send(swapped), second);
  assert.throws(() => sent.drawnWith(first), /No classes of the number/);
});
