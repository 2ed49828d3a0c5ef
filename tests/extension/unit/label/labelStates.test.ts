import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import type { LabelEdit } from "../../../../extension/host/label/journaledMask";
import type { LabelDocument } from "../../../../extension/host/label/labelDocument";
import { SmallDataset } from "./document";
import { dot, size } from "./dot";

let dataset: SmallDataset;
let edits: LabelEdit[];

beforeEach(() => (dataset = new SmallDataset()));
afterEach(() => dataset.remove());

async function open(): Promise<LabelDocument> {
  const document = await dataset.open();
  edits = [...document.takeRecovered()];
  document.onDidEdit((edit) => edits.push(edit));
  return document;
}

/** What lies in the folder of the masks, and what the file of the state says. */
function masks(): readonly string[] {
  const folder = path.dirname(dataset.mask);
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => (name.endsWith(".json") ? `${name}: ${fs.readFileSync(path.join(folder, name), "utf8")}` : name));
}

const inProgress = ["a.png", 'a.state.json: {"version":1,"state":"in progress"}\n'];

test("saving an image on which nothing was drawn writes nothing", async () => {
  const document = await open();
  await document.save();
  assert.deepEqual(masks(), []);
});

test("the first stroke makes an image one in progress, and undoing it removes mask and state again", async () => {
  const document = await open();
  document.draw(dot(1, 1, 1));
  assert.equal(document.labels?.state, "inProgress");
  await document.save();
  assert.deepEqual(masks(), inProgress);

  edits[0]?.undo();
  assert.equal(document.labels.state, "notLabelled");
  await document.save();
  assert.deepEqual(masks(), []);

  edits[0]?.redo();
  await document.save();
  assert.deepEqual(masks(), inProgress);
});

test("an image that was erased to nothing stays in progress: somebody has worked on it", async () => {
  const document = await open();
  document.draw(dot(1, 1, 1));
  document.draw(dot(1, 1, 0));
  await document.save();
  assert.deepEqual(masks(), inProgress);
});

test("done is one step: the state goes, the pixels stay, and it can be taken back", async () => {
  const document = await open();
  document.draw(dot(1, 1, 1));
  await document.save();
  const drawn = await dataset.saved();
  document.mark("done");
  assert.equal(edits.at(-1)?.name, "Done");
  await document.save();
  assert.deepEqual(masks(), ["a.png"]);
  assert.deepEqual(await dataset.saved(), drawn);

  edits.at(-1)?.undo();
  await document.save();
  assert.deepEqual(masks(), inProgress);
});

test("a correction of an image that is done leaves it done", async () => {
  const first = await open();
  first.draw(dot(1, 1, 1));
  first.mark("done");
  await first.save();
  first.dispose();

  const document = await open();
  assert.equal(document.labels?.state, "done");
  document.draw(dot(3, 3, 1));
  await document.save();
  assert.deepEqual(masks(), ["a.png"]);
});

test("that there are no objects is said on purpose, with a mask that is background, until something is drawn", async () => {
  const document = await open();
  document.draw(dot(1, 1, 1));
  document.mark("noObjects");
  await document.save();
  assert.deepEqual(masks(), ["a.png", 'a.state.json: {"version":1,"state":"no objects"}\n']);
  assert.deepEqual(await dataset.saved(), new Array(size * size).fill(0));

  document.draw(dot(3, 3, 1));
  await document.save();
  assert.deepEqual(masks(), inProgress);
  edits.at(-1)?.undo();
  edits.at(-2)?.undo();
  assert.equal(document.labels?.state, "inProgress");
  assert.equal(document.labels.mask.values[size + 1], 1);
});

test("removed labels are gone with the save, and come back by undo", async () => {
  const document = await open();
  document.draw(dot(1, 1, 2));
  document.mark("done");
  await document.save();
  const drawn = await dataset.saved();
  document.mark("notLabelled");
  await document.save();
  assert.deepEqual(masks(), []);

  edits.at(-1)?.undo();
  await document.save();
  assert.deepEqual(await dataset.saved(), drawn);
  assert.deepEqual(masks(), ["a.png"]);
});

test("what was said is there again after a crash", async () => {
  const first = await open();
  first.draw(dot(1, 1, 1));
  first.mark("done");
  first.draw(dot(3, 3, 1));
  edits.at(-1)?.undo();
  edits.at(-2)?.undo();
  await first.flush();

  const second = await open();
  assert.equal(second.labels?.state, "inProgress");
  second.mark("done");
  await second.flush();
  const third = await open();
  assert.equal(third.labels?.state, "done");
  await third.save();
  assert.deepEqual(masks(), ["a.png"]);
});

test("a save that was cut off before the state is finished by the journal", async () => {
  const first = await open();
  first.draw(dot(1, 1, 1));
  await first.save();
  first.mark("done");
  await first.flush();
  const { journal } = dataset;
  const kept = path.join(dataset.top, "kept");
  fs.cpSync(journal, kept, { recursive: true });
  await first.save();
  await first.flush();
  const saving = { saving: "", state: "done" };
  // As after a kill between mask and state: the mask is the new one, the state the old, and the journal says what was saved.
  const { width, height, values } = first.labels?.mask ?? { width: 0, height: 0, values: new Uint8Array() };
  const { createHash } = await import("node:crypto");
  saving.saving = createHash("sha256").update(`${width} ${height} `).update(values).digest("hex");
  first.dispose();
  await first.settled();
  fs.rmSync(journal, { recursive: true, force: true });
  fs.cpSync(kept, journal, { recursive: true });
  fs.appendFileSync(path.join(journal, "strokes.jsonl"), `${JSON.stringify(saving)}\n`);
  fs.writeFileSync(dataset.mask.replace(".png", ".state.json"), '{"version":1,"state":"in progress"}\n');

  const second = await open();
  assert.equal(second.problem, null);
  assert.equal(second.labels?.state, "done");
  assert.equal(edits.length, 1);
  await second.save();
  assert.deepEqual(masks(), ["a.png"]);
});

test("a state that cannot be read is told and counts as in progress, and the next save puts it right", async () => {
  const first = await open();
  first.draw(dot(1, 1, 1));
  await first.save();
  first.dispose();
  fs.writeFileSync(dataset.mask.replace(".png", ".state.json"), '{"version":1,"state":"finished"}');

  const document = await open();
  assert.equal(document.labels?.state, "inProgress");
  assert.match(document.stateProblem ?? "", /^"state" is "finished"; it may be "in progress", "done", "no objects"$/);
  document.draw(dot(3, 3, 1));
  await document.save();
  assert.deepEqual(masks(), inProgress);
});

test("a state that is a link is replaced, and what it leads to is left alone", async () => {
  const outside = path.join(dataset.top, "outside.json");
  fs.writeFileSync(outside, "{}");
  fs.symlinkSync(outside, dataset.mask.replace(".png", ".state.json"));
  const document = await open();
  document.draw(dot(1, 1, 1));
  await document.save();
  assert.deepEqual(masks(), inProgress);
  assert.equal(fs.readFileSync(outside, "utf8"), "{}");
});

test("a state that another program has written is followed, and asked about where there are strokes", async () => {
  const document = await open();
  document.draw(dot(1, 1, 1));
  await document.save();
  fs.rmSync(dataset.mask.replace(".png", ".state.json"));
  await document.checkDisk(() => false);
  assert.equal(document.labels?.state, "done");

  document.draw(dot(3, 3, 1));
  fs.writeFileSync(dataset.mask.replace(".png", ".state.json"), '{"version":1,"state":"no objects"}');
  await assert.rejects(document.save(), /Choose in the editor/);
  await document.choose("keep");
  await document.save();
  assert.deepEqual(masks(), ["a.png"]);
});
