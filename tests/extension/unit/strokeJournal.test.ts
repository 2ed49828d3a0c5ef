import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { afterEach, beforeEach } from "node:test";
import { JournaledMask } from "../../../extension/host/label/journaledMask";
import { StrokeJournal } from "../../../extension/host/label/strokeJournal";
import { EditableMask } from "../../../extension/shared/label/editableMask";
import type { Stroke } from "../../../extension/shared/label/stroke";

const size = 16;
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
  return new JournaledMask(new EditableMask(size, size, values), of, () => undefined);
}

function dab(x: number, y: number, value: number): Stroke {
  return { kind: "brush", points: Float32Array.of(x, y), radius: 2, value, keepsLabels: false };
}

/** What a new extension host would find. */
async function recovered(disk: Uint8Array | null = null): Promise<number[] | null> {
  const found = await journal().recover(disk && { width: size, height: size, values: disk });
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
  const found = await second.recover(null);
  assert.ok(found);
  const again = labels(second, found.base.values);
  for (const entry of found.entries) again.replay(entry);
  found.resume();
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
    assert.equal((await journal().recover(null))?.entries.length, 1, "a new one is begun");
  });

test("after saving, only what was drawn while it was being saved is left", async () => {
  const first = journal();
  const drawn = labels(first);
  drawn.draw(dab(4, 4, 1));
  const saved = { width: size, height: size, values: drawn.mask.values.slice() };
  await first.mark();
  drawn.draw(dab(8, 8, 2));
  first.saved(saved);
  drawn.draw(dab(12, 12, 3));
  await first.flush();
  assert.deepEqual(await recovered(), [...drawn.mask.values]);
  await first.mark();
  first.saved({ ...saved, values: drawn.mask.values.slice() });
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
  first.close();
  await first.flush();
  assert.equal((await journal().recover(null))?.entries.length, 1);
  const second = journal();
  void second.clear();
  second.close();
  await second.flush();
  assert.equal(await journal().recover(null), null);
});

test("new values of the classes reach the mask and what can be undone", () => {
  const drawn = labels(journal(), new Uint8Array(size * size).fill(1));
  const edit = drawn.draw(dab(4, 4, 2));
  drawn.renumber(
    new Map([
      [1, 2],
      [2, 1],
    ]),
  );
  assert.deepEqual([...new Set(drawn.mask.values)].sort(), [1, 2]);
  assert.equal(drawn.mask.values[4 * size + 4], 1);
  edit.undo();
  assert.deepEqual([...new Set(drawn.mask.values)], [2]);
});
