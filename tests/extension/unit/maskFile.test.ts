import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { afterEach, beforeEach } from "node:test";
import fc from "fast-check";
import { encode } from "fast-png";
import { UnusableMask, decodeMask, highestClass, readMask, writeMask } from "../../../extension/host/masks/maskFile";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-mask-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

test("what is written is read again", async () => {
  const masks = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height })
        .map((values) => ({ width, height, values })),
    );
  const file = path.join(folder, "masks", "a.png");
  await fc.assert(
    fc.asyncProperty(masks, async (mask) => {
      await writeMask(file, mask);
      assert.deepEqual(await readMask(file), mask);
    }),
    { numRuns: 50 },
  );
  assert.deepEqual(fs.readdirSync(path.dirname(file)), ["a.png"]);
});

test("a missing mask is none, and others say what they are", async () => {
  assert.equal(await readMask(path.join(folder, "a.png")), null);
  const colored = encode({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3), channels: 3, depth: 8 });
  assert.throws(() => decodeMask("a.png", colored), /3-channel 8-bit picture; masks are 8-bit gray/);
  const deep = encode({ width: 1, height: 1, data: Uint16Array.of(1), channels: 1, depth: 16 });
  assert.throws(() => decodeMask("a.png", deep), /1-channel 16-bit picture/);
  const good = encode({ width: 9, height: 9, data: new Uint8Array(81), channels: 1, depth: 8 });
  for (let length = 0; length < good.length - 12; length += 5)
    assert.throws(() => decodeMask("a.png", good.subarray(0, length)), UnusableMask);
});

test("a mask that cannot be written leaves the old one and a sentence", async () => {
  const file = path.join(folder, "a.png");
  fs.mkdirSync(file); // a folder in the place of the file
  await assert.rejects(
    writeMask(file, { width: 1, height: 1, values: Uint8Array.of(1) }),
    /could not be saved.*save again/,
  );
  assert.deepEqual(fs.readdirSync(folder), ["a.png"]);
});

test("a link stays a link", async () => {
  const [target, link] = [path.join(folder, "there.png"), path.join(folder, "here.png")];
  await writeMask(target, { width: 1, height: 1, values: Uint8Array.of(1) });
  fs.symlinkSync(target, link);
  await writeMask(link, { width: 1, height: 1, values: Uint8Array.of(7) });
  assert.equal(fs.lstatSync(link).isSymbolicLink(), true);
  assert.deepEqual((await readMask(target))?.values, Uint8Array.of(7));
});

test("255 is not a class", () => {
  assert.equal(highestClass({ width: 3, height: 1, values: Uint8Array.of(0, 255, 4) }), 4);
});
