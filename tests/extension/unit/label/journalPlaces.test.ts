import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { afterEach, beforeEach } from "node:test";
import { JournalPlaces, self, type Owner } from "../../../../extension/host/label/journalPlaces";

const image = "file:///data/images/a.png";
let storage: string;
let living: number[];

beforeEach(() => {
  storage = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "seg-places-")), "unsaved");
  living = [1, 2];
});
afterEach(() => fs.rmSync(path.dirname(storage), { recursive: true }));

/** The places of an extension host; its window has a workspace where it has no number. */
function places(pid?: number): JournalPlaces {
  const isAlive = (owner: Owner) => living.includes(owner.pid) && owner.start === "7";
  return new JournalPlaces(storage, pid === undefined ? null : { pid, start: "7" }, isAlive);
}

/** Writes something into the place of an image, once it is claimed. */
function draw(of: JournalPlaces, address = image): string {
  const folder = of.claim(address);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "strokes.jsonl"), "drawn");
  return folder;
}

const hasStrokes = (folder: string) => fs.existsSync(path.join(folder, "strokes.jsonl"));

test("a window with a workspace finds the strokes of an image where every version has kept them", () => {
  const folder = draw(places());
  assert.match(path.basename(folder), /^[0-9a-f]{32}$/);
  assert.equal(places().claim(image), folder);
});

test("two windows without a workspace do not get each other's strokes while both live", () => {
  const first = draw(places(1));
  const second = places(2).claim(image);
  assert.notEqual(second, first);
  assert.equal(hasStrokes(second), false);
  assert.ok(hasStrokes(first));
  assert.equal(places(1).claim(image), first);
});

test("what a window without a workspace left when it was killed goes to the first that opens the image", () => {
  draw(places(1));
  living = [2, 3];
  assert.ok(hasStrokes(places(2).claim(image)));
  assert.equal(hasStrokes(places(3).claim(image)), false);
  assert.equal(hasStrokes(places(3).claim("file:///data/images/b.png")), false);
});

test("what a version without owners left is found without a workspace, and what was set aside is not", () => {
  const folder = draw(places());
  fs.cpSync(folder, `${folder}.1.bak`, { recursive: true });
  assert.ok(hasStrokes(places(1).claim(image)));
  assert.equal(hasStrokes(places(2).claim(image)), false);
});

test("what VS Code has noted as this window's backup is taken though its extension host lingers", () => {
  const folder = draw(places(1));
  assert.equal(hasStrokes(places(2).claim(image, path.join(storage, "..", "elsewhere"))), false);
  assert.ok(hasStrokes(places(2).claim(image, folder)));
});

test("strokes follow an image that is renamed, in a folder that is, and twice, once that is done", () => {
  for (const pid of [undefined, 1]) {
    const of = places(pid);
    let isDone = false;
    draw(of, "file:///data/images/a.png");
    of.rename({ from: "file:///data", to: "file:///old", isDone: () => true });
    of.rename({ from: "file:///old/images/a.png", to: "file:///old/images/b.png", isDone: () => isDone });
    assert.equal(hasStrokes(of.claim("file:///old/images/b.png")), false);
    isDone = true;
    assert.ok(hasStrokes(of.claim("file:///old/images/b.png")));
    assert.equal(hasStrokes(of.claim("file:///data/images/a.png")), false);
    fs.rmSync(storage, { recursive: true });
  }
});

test("a process that runs is alive, and not where its number was given again or it has ended", () => {
  const real = (owner: Owner) => {
    const folder = draw(new JournalPlaces(storage, owner));
    const taken = hasStrokes(new JournalPlaces(storage, { pid: 3, start: "7" }).claim(image));
    fs.rmSync(storage, { recursive: true });
    return { taken, folder };
  };
  assert.equal(real(self()).taken, false);
  assert.equal(real({ ...self(), start: "1" }).taken, true);
  assert.equal(real({ pid: 2 ** 30, start: "1" }).taken, true);
});
