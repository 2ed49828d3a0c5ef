import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test, { afterEach, beforeEach, mock } from "node:test";
import { writeMask } from "../../../../extension/host/masks/maskFile";
import type { LabelDocument } from "../../../../extension/host/label/labelDocument";
import { SmallDataset } from "./document";
import { dot, size } from "./dot";

let dataset: SmallDataset;
beforeEach(() => (dataset = new SmallDataset()));
afterEach(() => {
  dataset.remove();
  assert.deepEqual(dataset.faults, []);
});

function choices(document: LabelDocument): string[] {
  return document.problem?.choices.map(({ id }) => id) ?? [];
}

/** A mask of one value that another program writes. */
async function writeTheirs(value: number): Promise<void> {
  await writeMask(dataset.mask, { width: size, height: size, values: new Uint8Array(size * size).fill(value) });
}

/** Does something right after the mask has been replaced, before anything else is done. */
function afterReplacing(work: () => void | Promise<void>): void {
  const { rename } = fs.promises;
  mock.method(fs.promises, "rename", async (from: string, to: string) => {
    await rename(from, to);
    if (to === dataset.mask) await work();
  });
}

test("a stroke of which VS Code has not heard yet is not given up for another program's mask", async () => {
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  await document.save();
  await writeTheirs(0);
  document.draw(dot(3, 3, 1));
  await document.checkDisk(() => false);
  assert.match(document.problem?.message ?? "", /changed/);
  assert.equal(document.labels?.mask.values[3 * size + 3], 1);
});

test("a change of the disk that is looked at while labels are being saved is no other program's", async (t) => {
  t.after(() => mock.restoreAll());
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  let looking: Promise<void> | undefined;
  afterReplacing(async () => {
    looking = document.checkDisk(() => true);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  });
  await document.save();
  await looking;
  assert.ok(looking);
  assert.equal(document.problem, null);
});

test("a save and a revert at once end with what is on the disk, and without a journal", async () => {
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  await document.save();
  document.draw(dot(2, 2, 2));
  await Promise.all([document.save(), document.revert()]);
  await document.flush();
  assert.deepEqual([...(document.labels?.mask.values ?? [])], await dataset.saved());
  assert.equal(fs.existsSync(dataset.journal), false);
});

test("after a kill between replacing the mask and forgetting its strokes, the own mask is no other program's", async (t) => {
  t.after(() => mock.restoreAll());
  const { journal } = dataset;
  const first = await dataset.open();
  first.draw(dot(1, 1, 1));
  await first.flush();
  afterReplacing(() => {
    first.draw(dot(2, 2, 2));
    fs.cpSync(journal, `${journal}.killed`, { recursive: true });
  });
  await first.save();
  const expected = [...(first.labels?.mask.values ?? [])];
  await first.revert();
  fs.renameSync(`${journal}.killed`, journal);
  const second = await dataset.open();
  assert.equal(second.problem, null);
  assert.deepEqual([...(second.labels?.mask.values ?? [])], expected);
  assert.equal(second.takeRecovered().length, 1, "only what came after is unsaved");
  await second.save();
  assert.deepEqual(await dataset.saved(), expected);
  await second.flush();
});

test("a mask that another program wrote while strokes waited is not replaced without a choice", async () => {
  const first = await dataset.open();
  first.draw(dot(1, 1, 1));
  await first.flush();
  await writeTheirs(2);
  const second = await dataset.open();
  assert.deepEqual(choices(second), ["keep", "load"]);
  await assert.rejects(second.save(), /Another program has changed .*Choose in the editor, then save again/);
  assert.deepEqual(await dataset.saved(), new Array(size * size).fill(2));
  await second.choose("keep");
  await second.save();
  assert.equal((await dataset.saved())?.[size + 1], 1);
});

test("labels that cannot be shown are not saved with success", async () => {
  fs.writeFileSync(dataset.mask, "no mask");
  const document = await dataset.open();
  await assert.rejects(document.save(), /cannot be used/);
  assert.equal(fs.readFileSync(dataset.mask, "utf8"), "no mask");
});

test("labels follow the names of their classes when these change places while the image is open", async () => {
  const document = await dataset.open();
  const edit = new Promise<{ undo: () => void }>((resolve) => document.onDidEdit(resolve));
  document.draw(dot(1, 1, 1));
  dataset.name("background", "daughter", "mother");
  await document.save();
  assert.equal((await dataset.saved())?.[size + 1], 2, "it is a mother still");
  document.draw(dot(2, 2, 1));
  (await edit).undo();
  await document.save();
  assert.deepEqual(
    (await dataset.saved())?.filter((value) => value > 0),
    [1],
  );
});

test("a change of the classes that is noticed is followed at once, before anything is saved", async () => {
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  let reloads = 0;
  document.onDidReload(() => reloads++);
  await document.checkClasses(() => true);
  assert.equal(reloads, 0, "these are the classes of before");
  dataset.name("background", "daughter", "mother");
  await document.checkClasses(() => true);
  assert.equal(document.labels?.mask.values[size + 1], 2);
  assert.deepEqual(document.labels?.classes, ["background", "daughter", "mother"]);
  assert.equal(reloads, 1, "the page hears of it");
  dataset.name("background", "daughter");
  await document.checkClasses(() => true);
  assert.deepEqual(choices(document), ["again", "load"], "no class has the value of a mother");
  assert.equal(await dataset.saved(), null);
});

test("a stroke that was on its way while the classes changed is of the class that it was drawn as", async () => {
  const document = await dataset.open();
  const before = document.labels?.classes ?? [];
  document.draw(dot(1, 1, 1), before);
  dataset.name("background", "daughter", "mother");
  await document.checkClasses(() => true);
  assert.equal(document.draw(dot(2, 2, 1), before), "renumbered");
  assert.equal(document.draw(dot(3, 3, 1), ["background", "daughter", "mother"]), "drawn");
  await document.save();
  const saved = await dataset.saved();
  assert.deepEqual([saved?.[2 * size + 2], saved?.[3 * size + 3]], [2, 1]);
});

test("a stroke of a class that is gone by now is refused in a sentence, and changes nothing", async () => {
  const document = await dataset.open();
  const before = document.labels?.classes ?? [];
  document.draw(dot(1, 1, 1));
  dataset.name("background", "mother");
  await document.checkClasses(() => true);
  assert.equal(document.problem, null, "nothing is labelled as a daughter");
  const drawing = document.draw(dot(2, 2, 2), before);
  assert.ok(typeof drawing === "object");
  assert.match(drawing.refusal, /was not taken: its class, "daughter", is gone/);
  assert.equal(document.labels?.mask.values[2 * size + 2], 0);
});

test("classes that change while a choice is waited for are followed after it", async () => {
  const first = await dataset.open();
  first.draw(dot(1, 1, 1));
  await first.flush();
  await writeTheirs(2);
  const document = await dataset.open();
  assert.deepEqual(choices(document), ["keep", "load"]);
  dataset.name("background", "daughter", "mother");
  await document.choose("keep");
  assert.equal(document.problem, null);
  assert.equal(document.labels?.mask.values[size + 1], 2);
  assert.deepEqual(document.labels?.classes, ["background", "daughter", "mother"]);
});

test("labels that are saved are read anew when their classes change", async () => {
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  await document.save();
  await document.flush();
  dataset.name("background", "daughter", "mother");
  await writeTheirs(2); // as who changes the classes gives the masks their new values
  await document.checkClasses(() => false);
  assert.equal(document.problem, null);
  assert.deepEqual([...(document.labels?.mask.values ?? [])], new Array(size * size).fill(2));
  assert.deepEqual(document.labels?.classes, ["background", "daughter", "mother"]);
});

test("labels follow the names of their classes when these change places while the window is closed", async () => {
  const first = await dataset.open();
  first.draw(dot(1, 1, 1));
  await first.flush();
  dataset.name("background", "daughter", "mother");
  const second = await dataset.open();
  assert.equal(second.problem, null);
  assert.equal(second.labels?.mask.values[size + 1], 2);
  await second.save();
  assert.equal((await dataset.saved())?.[size + 1], 2);
});

test("labels of a class that is gone are asked about, and only those", async () => {
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  dataset.name("background", "mother cell", "daughter");
  await assert.rejects(document.save(), /no class "mother" any more.*its value, 1, is "mother cell"/);
  assert.deepEqual(choices(document), ["byValue", "again", "load"]);
  assert.equal(await dataset.saved(), null);
  await document.choose("byValue");
  await document.save();
  assert.equal((await dataset.saved())?.[size + 1], 1);
  dataset.name("nothing", "mother cell", "daughter");
  document.draw(dot(2, 2, 2));
  await document.save();
  dataset.name("nothing", "mother cell");
  document.draw(dot(3, 3, 1));
  await assert.rejects(document.save(), /no class "daughter" any more.*no class has its value, 2/);
  dataset.name("nothing", "daughter", "mother cell");
  await document.choose("again");
  await document.save();
  assert.equal((await dataset.saved())?.[2 * size + 2], 1);
});

test("a dataset's folder that was renamed comes not to be again, and its strokes wait", async () => {
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  const away = `${dataset.folder}.away`;
  fs.renameSync(dataset.folder, away);
  await assert.rejects(document.save(), /is in no dataset any more.*Move it back/);
  assert.deepEqual(choices(document), ["again", "elsewhere"]);
  assert.equal(fs.existsSync(dataset.folder), false);
  await document.flush();
  assert.ok(fs.existsSync(path.join(dataset.journal, "strokes.jsonl")));
  const elsewhere = path.join(dataset.top, "rescued.png");
  await document.saveElsewhere(elsewhere);
  assert.ok(fs.existsSync(elsewhere));
  fs.renameSync(away, dataset.folder);
  await document.choose("again");
  await document.save();
  assert.equal((await dataset.saved())?.[size + 1], 1);
});

for (const [what, link] of [
  ["a link out of the dataset", (there: string) => fs.symlinkSync(there, dataset.mask)],
  ["one of several names of a file", (there: string) => fs.linkSync(there, dataset.mask)],
] as const)
  test(`a mask that is ${what} is asked about before it is written`, async () => {
    const there = path.join(dataset.top, "cache.png");
    await writeTheirs(2);
    fs.renameSync(dataset.mask, there);
    fs.chmodSync(there, 0o444);
    link(there);
    const before = fs.readFileSync(there);
    const document = await dataset.open();
    document.draw(dot(1, 1, 1));
    await assert.rejects(document.save(), /were not saved yet/);
    assert.equal(choices(document)[0], "own");
    await document.choose("own");
    await document.save();
    assert.equal((await dataset.saved())?.[size + 1], 1);
    assert.deepEqual(fs.readFileSync(there), before);
    document.draw(dot(2, 2, 1));
    await document.save(); // and is not asked again
    assert.equal(fs.statSync(dataset.mask).nlink, 1);
  });

test("a link out of the dataset is written through where that was chosen, and one within it at once", async () => {
  const there = path.join(dataset.top, "shared.png");
  fs.symlinkSync(there, dataset.mask);
  const document = await dataset.open();
  document.draw(dot(1, 1, 1));
  await assert.rejects(document.save(), /is a link out of the dataset/);
  await document.choose("through");
  await document.save();
  assert.ok(fs.lstatSync(dataset.mask).isSymbolicLink());
  assert.ok(fs.existsSync(there));
  fs.unlinkSync(dataset.mask);
  fs.symlinkSync("b.png", dataset.mask);
  const within = await dataset.open();
  within.draw(dot(1, 1, 1));
  await within.save();
  assert.ok(fs.existsSync(path.join(dataset.folder, "masks", "b.png")));
});
