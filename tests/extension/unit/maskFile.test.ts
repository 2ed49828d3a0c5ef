import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";
import test, { afterEach, beforeEach } from "node:test";
import fc from "fast-check";
import { encode } from "fast-png";
import { fileStamp } from "../../../extension/host/files/atomicFile";
import {
  MaskChanged,
  UnusableMask,
  decodeMask,
  highestClass,
  readMask,
  writeMask,
} from "../../../extension/host/masks/maskFile";

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
  assert.throws(() => decodeMask("a.png", colored), /3 channels of 8 bits; masks are gray or have a palette/);
  const deep = encode({ width: 1, height: 1, data: Uint16Array.of(1), channels: 1, depth: 16 });
  assert.throws(() => decodeMask("a.png", deep), /1 channel of 16 bits; masks/);
  const good = encode({ width: 9, height: 9, data: new Uint8Array(81), channels: 1, depth: 8 });
  for (let length = 0; length < good.length; length++)
    assert.throws(() => decodeMask("a.png", good.subarray(0, length)), UnusableMask);
});

/** A picture of so many bits, gray or with a palette, rows of values that lie packed. */
function packed(depth: 1 | 2 | 4, rows: readonly (readonly number[])[], hasPalette: boolean): Uint8Array {
  const width = rows[0]?.length ?? 0;
  const lines = rows.map((row) => {
    const bytes = new Uint8Array(1 + Math.ceil((width * depth) / 8)); // begins with the filter "none"
    row.forEach((value, x) => {
      const at = 1 + ((x * depth) >> 3);
      bytes[at] = (bytes[at] ?? 0) | (value << (8 - depth - ((x * depth) & 7)));
    });
    return bytes;
  });
  const chunk = (type: string, content: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(content.length, 0);
    numbers.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(rows.length, 4);
  size[8] = depth;
  size[9] = hasPalette ? 3 : 0;
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", size),
    ...(hasPalette
      ? [
          chunk(
            "PLTE",
            new Uint8Array(3 * 2 ** depth).map((_, i) => 255 - i),
          ),
        ]
      : []),
    chunk("IDAT", deflateSync(Buffer.concat(lines))),
    chunk("IEND", new Uint8Array()),
  ]);
}

test("values of 1, 2 and 4 bits, gray or with a palette, are classes as they are", () => {
  for (const depth of [1, 2, 4] as const)
    for (const hasPalette of [false, true]) {
      const most = 2 ** depth - 1;
      const rows = [
        [0, most, 0, most, 1],
        [1, 1, 0, 0, most],
      ];
      const mask = decodeMask("a.png", packed(depth, rows, hasPalette));
      assert.deepEqual([...mask.values], rows.flat(), `${depth} bits${hasPalette ? " with a palette" : ""}`);
    }
});

test("a wrong checksum anywhere, or a JPEG with a PNG's name, is no mask", () => {
  const good = encode({ width: 9, height: 9, data: new Uint8Array(81), channels: 1, depth: 8 });
  for (let at = 8; at < good.length; at++) {
    const wrong = Uint8Array.from(good);
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    assert.throws(() => decodeMask("a.png", wrong), UnusableMask, `byte ${at}`);
  }
  assert.throws(() => decodeMask("a.png", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16)), /no PNG file/);
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

test("a link to a mask that is not there yet stays a link, and the mask comes to be where it leads", async () => {
  fs.mkdirSync(path.join(folder, "elsewhere"));
  const link = path.join(folder, "here.png");
  fs.symlinkSync("elsewhere/there.png", link);
  await writeMask(link, { width: 1, height: 1, values: Uint8Array.of(7) });
  assert.equal(fs.readlinkSync(link), "elsewhere/there.png");
  assert.deepEqual((await readMask(path.join(folder, "elsewhere", "there.png")))?.values, Uint8Array.of(7));
});

test("255 is not a class", () => {
  assert.equal(highestClass({ width: 3, height: 1, values: Uint8Array.of(0, 255, 4) }), 4);
});

const one = { width: 1, height: 1, values: Uint8Array.of(1) };

test("a mask keeps its mode, and one that is read-only is refused with a sentence", async () => {
  const file = path.join(folder, "a.png");
  await writeMask(file, one);
  fs.chmodSync(file, 0o640);
  await writeMask(file, { ...one, values: Uint8Array.of(2) });
  assert.equal(fs.statSync(file).mode & 0o777, 0o640);
  fs.chmodSync(file, 0o444);
  await assert.rejects(writeMask(file, one), /is read-only and was not changed.*chmod u\+w.*strokes are kept/);
  assert.deepEqual((await readMask(file))?.values, Uint8Array.of(2));
  assert.deepEqual(fs.readdirSync(folder), ["a.png"]);
});

test("no folder is made above the mask's own", async () => {
  const file = path.join(folder, "renamed", "masks", "a.png");
  await assert.rejects(writeMask(file, one), /could not be saved/);
  assert.deepEqual(fs.readdirSync(folder), []);
});

test("nor is one where the dataset is renamed right before its folder for masks is made", async (t) => {
  const [dataset, renamed] = [path.join(folder, "dataset"), path.join(folder, "renamed")];
  fs.mkdirSync(dataset);
  const { mkdir } = fs.promises;
  t.mock.method(fs.promises, "mkdir", (made: string) => {
    fs.renameSync(dataset, renamed);
    return mkdir(made);
  });
  await assert.rejects(writeMask(path.join(dataset, "masks", "a.png"), one), /could not be saved/);
  assert.deepEqual([fs.readdirSync(folder), fs.readdirSync(renamed)], [["renamed"], []]);
});

test("a folder for masks that the disk may not keep is taken back, so that it is synced the next time", async (t) => {
  const file = path.join(folder, "masks", "a.png");
  const { open } = fs.promises;
  const opened = t.mock.method(fs.promises, "open", (...args: Parameters<typeof open>) =>
    args[0] === folder ? Promise.reject(new Error("EIO: i/o error, open")) : open(...args),
  );
  await assert.rejects(writeMask(file, one), /could not be saved/);
  assert.deepEqual(fs.readdirSync(folder), []);
  opened.mock.restore();
  await writeMask(file, one);
  assert.deepEqual((await readMask(file))?.values, one.values);
});

test("what another program writes while a mask is made ready is seen before it would be replaced", async () => {
  const file = path.join(folder, "a.png");
  await writeMask(file, one);
  const theirs = Buffer.from("theirs");
  const changed = writeMask(
    file,
    { ...one, values: Uint8Array.of(2) },
    {
      beforeReplacing: () => {
        fs.writeFileSync(file, theirs);
        return Promise.reject(new MaskChanged("It was changed."));
      },
    },
  );
  await assert.rejects(changed, MaskChanged);
  assert.deepEqual(fs.readFileSync(file), theirs);
  assert.deepEqual(fs.readdirSync(folder), ["a.png"]);
});

test("the stamp that is told before a mask is replaced is the one that it has afterwards", async () => {
  const file = path.join(folder, "a.png");
  let told = "";
  await writeMask(file, one, {
    beforeReplacing: (stamp) => {
      told = stamp;
      return Promise.resolve();
    },
  });
  assert.equal(await fileStamp(file), told);
});
