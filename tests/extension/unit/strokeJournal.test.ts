import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { afterEach, beforeEach, mock } from "node:test";
import { JournaledMask } from "../../../extension/host/label/journaledMask";
import { encodeStroke } from "../../../extension/host/label/strokeJson";
import { StrokeJournal } from "../../../extension/host/label/strokeJournal";
import { EditableMask } from "../../../extension/shared/label/editableMask";
import type { Stroke } from "../../../extension/shared/label/stroke";
import { nobody } from "./label/dot";

const size = 16;
const classes = ["background", "mother", "daughter", "dead"];
let folder: string;
let faults: unknown[];

beforeEach(() => {
  folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "seg-journal-")), "unsaved");
  faults = [];
});
afterEach(() => {
  fs.rmSync(path.dirname(folder), { recursive: true });
  assert.deepEqual(faults, []);
});

function rm(name: string): void {
  fs.rmSync(path.join(folder, name));
}

function journal(): StrokeJournal {
  return new StrokeJournal(folder, (error) => faults.push(error));
}

function labels(of: StrokeJournal, values: Uint8Array = new Uint8Array(size * size)): JournaledMask {
  return new JournaledMask(new EditableMask(size, size, values), classes, of, "inProgress", nobody);
}

function dab(x: number, y: number, value: number): Stroke {
  return { kind: "brush", points: Float32Array.of(x, y), radius: 2, value, keepsLabels: false };
}

/** What a new extension host would find. */
async function recovered(disk: Uint8Array | null = null): Promise<number[] | null> {
  const found = await journal().recover(disk && { width: size, height: size, values: disk }, "inProgress");
  if (found === null) return null;
  const again = labels(journal(), found.base.values);
  for (const entry of found.entries) again.replay(entry);
  return [...again.mask.values];
}

test("strokes, an undo and a redo are found again after a kill", async () => {
  const first = journal();
  const drawn = labels(first, new Uint8Array(size * size).fill(3));
  drawn.draw(dab(4, 4, 1));
  const second = drawn.draw(dab(8, 8, 2));
  second.undo();
  await first.flush();
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
  second.redo();
  drawn.draw({ kind: "flood", x: 0, y: 0, value: 255, keepsLabels: false });
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
});

test("a stroke is found again after a kill in the very moment that it was drawn", async () => {
  const disk = new Uint8Array(size * size).fill(3);
  const first = journal();
  const drawn = labels(first, disk.slice());
  drawn.draw(dab(4, 4, 1));
  assert.deepEqual(await recovered(disk), [...drawn.mask.values]);
  await first.flush();
  assert.deepEqual(await recovered(new Uint8Array(size * size)), [...drawn.mask.values], "by the copy now");
});

test("a second crash finds what the first left and what came after it", async () => {
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(4, 4, 1));
  await first.flush();
  const second = journal();
  const found = await second.recover(null, "notLabelled");
  assert.ok(found);
  const again = labels(second, found.base.values);
  for (const entry of found.entries) again.replay(entry);
  found.resume(classes);
  again.draw(dab(8, 8, 2));
  assert.deepEqual(await recovered(), [...again.mask.values]);
});

test("a stroke whose line was torn is left out, those before it are kept", async () => {
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(4, 4, 1));
  await first.flush();
  const before = [...drawn.mask.values];
  drawn.draw(dab(8, 8, 2));
  const file = path.join(folder, "strokes.jsonl");
  fs.truncateSync(file, fs.statSync(file).size - 9);
  assert.deepEqual(await recovered(), before);
});

test("what was drawn before a line that a power cut left as zeros is kept", async () => {
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(4, 4, 1));
  await first.flush();
  const before = [...drawn.mask.values];
  fs.appendFileSync(path.join(folder, "strokes.jsonl"), "\0".repeat(40) + "\n");
  assert.deepEqual(await recovered(), before);
  assert.match(String(faults.pop()), /One stroke that was not saved cannot be read any more/);
});

for (const [what, spoil] of [
  ["its first line is torn", () => fs.writeFileSync(path.join(folder, "strokes.jsonl"), '{"version":')],
  ["its mask is gone", () => fs.readdirSync(folder).forEach((name) => name.endsWith(".png") && rm(name))],
] as const)
  test(`a journal is moved out of the way and reported when ${what}`, async () => {
    const first = journal();
    labels(first).draw(dab(4, 4, 1));
    await first.flush();
    spoil();
    assert.equal(await recovered(), null);
    assert.match(String(faults.pop()), /cannot be read; they are kept in .*unsaved\.1\.bak/);
    assert.ok(fs.existsSync(`${folder}.1.bak/strokes.jsonl`));
    const second = journal();
    labels(second).draw(dab(4, 4, 1));
    await second.flush();
    assert.equal((await journal().recover(null, "notLabelled"))?.entries.length, 1, "a new one is begun");
  });

test("after saving, only what was drawn while it was being saved is left", async () => {
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(4, 4, 1));
  const saved = { width: size, height: size, values: drawn.mask.values.slice() };
  const mark = first.mark(saved, classes, "inProgress");
  drawn.draw(dab(8, 8, 2));
  void first.saved(saved, mark);
  drawn.draw(dab(12, 12, 3));
  await first.flush();
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
  const all = { ...saved, values: drawn.mask.values.slice() };
  void first.saved(all, first.mark(all, classes, "inProgress"));
  await first.flush();
  assert.equal(await recovered(), null);
  drawn.draw(dab(2, 12, 1));
  await first.flush();
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
});

test("nothing is left of what was taken back to the disk's state", async () => {
  const first = journal();
  labels(first).draw(dab(4, 4, 1));
  await first.clear();
  assert.equal(await recovered(), null);
  assert.equal(fs.existsSync(folder), false);
});

test("strokes of an image that is closed with its window stay, and those that are given up do not", async () => {
  const first = journal();
  labels(first).draw(dab(4, 4, 1));
  await first.close();
  assert.equal((await journal().recover(null, "notLabelled"))?.entries.length, 1);
  const second = journal();
  void second.clear();
  await second.close();
  assert.equal(await journal().recover(null, "notLabelled"), null);
});

test("new values of the classes reach the mask and what can be undone", async () => {
  const first = journal();
  const drawn = labels(first, new Uint8Array(size * size).fill(1));
  const edit = drawn.draw(dab(4, 4, 2));
  drawn.renumber(
    new Map([
      [1, 2],
      [2, 1],
    ]),
    ["background", "daughter", "mother", "dead"],
  );
  assert.deepEqual([...new Set(drawn.mask.values)].sort(), [1, 2]);
  assert.equal(drawn.mask.values[4 * size + 4], 1);
  edit.undo();
  assert.deepEqual([...new Set(drawn.mask.values)], [2]);
  await first.flush();
});

/** What the disk takes of each write, until it is set right: so many bytes, and then an error where it is full. */
function shortWrites(bytes: number, isFull: boolean): void {
  const { writeSync } = fs;
  let calls = 0;
  mock.method(fs, "writeSync", (file: number, content: Buffer, offset: number) => {
    if (isFull && calls++ > 0) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    return writeSync(file, content, offset, Math.min(bytes, content.length - offset));
  });
}

test("a disk that takes only parts of a line, or is full for one stroke, loses none of 22", async (t) => {
  t.after(() => mock.restoreAll());
  for (const isFull of [false, true]) {
    const first = journal();
    const drawn = labels(first);
    drawn.draw(dab(1, 1, 1));
    await first.flush();
    shortWrites(20, isFull);
    drawn.draw(dab(3, 3, 2));
    mock.restoreAll();
    assert.equal(faults.length, isFull ? 1 : 0);
    if (isFull) assert.match(String(faults.pop()), /cannot be kept on the disk until.*ENOSPC/);
    for (let i = 0; i < 20; i++) drawn.draw(dab(i % size, (i * 5) % size, 1 + (i % 3)));
    assert.equal((await journal().recover(null, "notLabelled"))?.entries.length, 22);
    assert.deepEqual(await recovered(), [...drawn.mask.values]);
    await first.clear();
  }
});

test("a backup fails while strokes are in memory only, and they are on the disk with the next that is taken", async (t) => {
  t.after(() => mock.restoreAll());
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(1, 1, 1));
  await first.flush();
  shortWrites(20, true);
  drawn.draw(dab(3, 3, 2));
  await assert.rejects(first.flush(), /ENOSPC/);
  mock.restoreAll();
  assert.equal(faults.splice(0).length, 1);
  await first.flush();
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
});

test("a folder that cannot be made at first gets all strokes once it can", async () => {
  fs.writeFileSync(folder, ""); // a file in its place
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(1, 1, 1));
  drawn.draw(dab(9, 9, 1));
  assert.ok(faults.length > 0);
  fs.unlinkSync(folder);
  drawn.draw(dab(3, 3, 2));
  await first.flush();
  faults.length = 0;
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
});

test("a line that is torn in the middle loses that stroke only, and is reported; a fill after it stays in its pixels", async () => {
  const first = journal();
  const drawn = labels(first);
  const wall = {
    kind: "brush",
    points: Float32Array.of(8, 0, 8, 15),
    radius: 1,
    value: 1,
    keepsLabels: false,
  } as const;
  const fill = { kind: "flood", x: 2, y: 2, value: 2, keepsLabels: false } as const;
  drawn.draw(wall);
  drawn.draw(fill);
  drawn.draw(dab(12, 12, 3));
  await first.flush();
  const file = path.join(folder, "strokes.jsonl");
  const [header, line = "", ...rest] = fs.readFileSync(file, "utf8").split("\n");
  fs.writeFileSync(file, [header, line.slice(0, 30), ...rest].join("\n"));
  const without = drawn.mask.values.map((value) => (value === 1 ? 0 : value));
  assert.deepEqual(await recovered(), [...without]);
  assert.match(String(faults.pop()), /One stroke .* cannot be read any more; the others are here/);
});

test("a journal of version 0.1.0 with a gap ends before the first fill after it, and says so", async () => {
  fs.mkdirSync(folder);
  const brush = (x: number) => JSON.stringify({ stroke: encodeStroke(dab(x, 4, 1)) });
  const fill = JSON.stringify({ stroke: { kind: "flood", x: 0, y: 0, value: 2, keepsLabels: false } });
  const header = JSON.stringify({ version: 1, width: size, height: size, base: null });
  const lines = [header, fill, brush(2), brush(6).slice(0, 20), brush(12), fill, brush(14), ""];
  fs.writeFileSync(path.join(folder, "strokes.jsonl"), lines.join("\n"));
  const expected = new EditableMask(size, size, new Uint8Array(size * size).fill(2));
  expected.apply(dab(2, 4, 1));
  expected.apply(dab(12, 4, 1));
  assert.deepEqual(await recovered(), [...expected.values]);
  assert.match(String(faults.pop()), /of those after it, 2 are left out from the first fill on/);
});

test("a stroke that is drawn while the journal of what is saved goes away is kept, whenever it comes", async () => {
  for (let turns = 0; turns < 40; turns++) {
    const first = journal();
    const drawn = labels(first);
    drawn.draw(dab(4, 4, 1));
    await first.flush();
    const saved = { width: size, height: size, values: drawn.mask.values.slice() };
    let isDone = false;
    const done = first.saved(saved, first.mark(saved, classes, "inProgress")).then(() => (isDone = true));
    // The moment in which its file is gone and the rest is not, and every other.
    const isThere = () => fs.existsSync(path.join(folder, "strokes.jsonl"));
    if (turns === 0) while (isThere() && !isDone) await new Promise(setImmediate);
    else for (let i = 0; i < turns; i++) await Promise.resolve();
    drawn.draw(dab(8, 8, 2));
    await done;
    await first.flush();
    assert.deepEqual(await recovered(saved.values), [...drawn.mask.values], `after ${turns} turns`);
    await first.clear();
  }
});

test("after a kill between saving and forgetting, the mask on the disk is our own, and only what came later is left", async () => {
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(4, 4, 1));
  const saved = { width: size, height: size, values: drawn.mask.values.slice() };
  first.mark(saved, classes, "inProgress");
  drawn.draw(dab(8, 8, 2));
  await first.flush();
  const found = await journal().recover(saved, "inProgress");
  assert.deepEqual(found?.base.values, saved.values);
  assert.equal(found?.entries.length, 1);
  assert.deepEqual(found?.classes, classes);
  const theirs = saved.values.map((value) => value + 1);
  assert.equal(
    (await journal().recover({ ...saved, values: theirs }, "inProgress"))?.entries.length,
    3,
    "another program's",
  );
});

test("a change of the classes between strokes is done again between them", async () => {
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(4, 4, 1));
  const renamed = ["background", "daughter", "mother", "dead"];
  drawn.renumber(
    new Map([
      [1, 2],
      [2, 1],
    ]),
    renamed,
  );
  drawn.draw(dab(8, 8, 1));
  await first.flush();
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
  assert.deepEqual(new Set(drawn.mask.values), new Set([0, 1, 2]));
});
