import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { partsTouched } from "../../../../extension/host/datasets/datasetChange";
import { DatasetFolder } from "../../../../extension/host/datasets/datasetFolder";
import { parseState, readState, stateFile, stateText } from "../../../../extension/host/datasets/labelStates";

let top: string;

beforeEach(() => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), "seg-states-"));
  fs.mkdirSync(path.join(top, "masks"));
  const classes = ["background", "cell"].map((name) => ({ name, color: "#112233" }));
  fs.writeFileSync(path.join(top, "seg.json"), JSON.stringify({ version: 1, images: ".", classes }));
});
afterEach(() => fs.rmSync(top, { recursive: true }));

const mask = (stem: string) => path.join(top, "masks", `${stem}.png`);

function put(stem: string, state?: string): string {
  const image = path.join(top, `${stem}.tif`);
  for (const file of [image, mask(stem)]) fs.writeFileSync(file, "");
  if (state !== undefined) fs.writeFileSync(path.join(top, "masks", `${stem}.state.json`), state);
  return image;
}

// The same as the server's tests have.
const good = [
  ['{ "version": 1, "state": "in progress" }', "inProgress"],
  ['{"state":"done","version":1}', "done"],
  ['{ "version": 1, "state": "no objects", "by": "Jana" } // seen twice', "noObjects"],
  ['\uFEFF{ "version": 1, "state": "in progress" }', "inProgress"],
] as const;

const bad = [
  "",
  "null",
  "{",
  '{ "version": 1 }',
  '{ "state": "done" }',
  '{ "version": 1, "state": null }',
  '{ "version": 1, "state": 2 }',
  '{ "version": 1, "state": "Done" }',
  '{ "version": 1, "state": "done", "state": "done" }',
  '{ "version": 2, "state": "done" }',
  '{ "version": "5.4.1", "shapes": [] }',
];

test("the file beside the mask says how far the labels are", async () => {
  for (const [text, state] of good) {
    put("Zelle ä 1", text);
    assert.deepEqual(await readState(mask("Zelle ä 1")), { state, problem: null });
  }
});

test("what cannot be read is told and never done", async () => {
  for (const text of bad) {
    put("a", text);
    const { state, problem } = await readState(mask("a"));
    assert.equal(state, "inProgress", text);
    assert.notEqual(problem, null, text);
  }
});

test("what is no such file is never done, and a pipe is not waited for", async () => {
  put("a");
  const file = stateFile(mask("a"));
  const makers = [
    () => fs.writeFileSync(file, `{ "version": 1, "state": "done" }${" ".repeat(4096)}`),
    () => fs.mkdirSync(file),
    () => fs.symlinkSync("nowhere", file),
    () => spawnSync("mkfifo", [file]),
  ];
  for (const make of makers) {
    make();
    const found = (await (await DatasetFolder.read(top)).images()).stateOf(path.join(top, "a.tif"));
    assert.equal(found.state, "inProgress");
    assert.notEqual(found.problem, null);
    fs.rmSync(file, { recursive: true });
  }
});

test("what is written is read again, and only what a mask alone does not say", () => {
  assert.equal(stateText("inProgress"), '{"version":1,"state":"in progress"}\n');
  assert.equal(parseState(stateText("inProgress") ?? ""), "inProgress");
  assert.equal(parseState(stateText("noObjects") ?? ""), "noObjects");
  assert.equal(stateText("done"), null);
  assert.equal(stateText("notLabelled"), null);
});

test("a list of images knows how far each is and counts what is done", async () => {
  const decomposed = "a\u0308";
  const images = [put("a"), put("b", good[0][0]), put("c", '{"version":1,"state":"no objects"}')];
  const accented = path.join(top, "ä.tif");
  fs.writeFileSync(accented, "");
  fs.writeFileSync(mask(decomposed), ""); // another Unicode form of its name
  fs.writeFileSync(stateFile(mask(decomposed)), good[0][0]);
  const open = path.join(top, "d.tif");
  fs.writeFileSync(open, "");
  fs.writeFileSync(stateFile(mask("d")), good[0][0]); // its mask is gone

  const list = await (await DatasetFolder.read(top)).images();

  const states = [...images, open, accented].map((file) => list.stateOf(file).state);
  assert.deepEqual(states, ["done", "inProgress", "noObjects", "notLabelled", "inProgress"]);
  assert.deepEqual([list.labelledCount, list.inProgressCount], [2, 2]);
  assert.deepEqual(
    [...images, open].map((file) => list.isDone(file)),
    [true, false, true, false],
  );
});

test("a change of a state's file is one of the masks", async () => {
  const dataset = await DatasetFolder.read(top);
  assert.deepEqual(partsTouched(dataset, stateFile(mask("a"))), ["masks"]);
  assert.deepEqual(partsTouched(dataset, path.join(top, "masks", "other.json")), []);
});
