import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { encode } from "fast-png";
import { readModels } from "../../../../extension/host/models/models";
import { settled } from "../../../../extension/host/label/strokeJournal";
import { SegError } from "../../../../extension/host/server/errors";
import { asStored } from "../../../../extension/shared/picture/asStored";
import { readPngPicture } from "../../../../extension/shared/picture/png";
import { randomOf, rounds } from "../../rounds";
import { turnedJpeg } from "../picture/jpeg";
import { SmallDataset } from "./document";
import { dot } from "./dot";

/** Where syncing thousands of files takes no time. */
const memory = fs.existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir();

/** What is likely to be a size, a count or an end; and what is likely to be mistaken in a text. */
const tellingBytes = [0, 1, 127, 128, 255];
const tellingTexts = ["-1", "1e999", "4294967296", "null", "{", '"', "\n", "/*"];

/** One to six places are changed. */
function damaged(whole: Buffer, seed: number): Buffer {
  const random = randomOf(seed);
  const upTo = (end: number) => Math.floor(random() * end);
  let bytes = whole;
  for (let left = 1 + upTo(6); left > 0 && bytes.length > 0; left--) {
    const at = upTo(bytes.length);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const telling = Buffer.of(tellingBytes[upTo(tellingBytes.length)] ?? 0);
    const changes = [
      () => [before, telling, after.subarray(1)],
      () => [before, Buffer.of((after[0] ?? 0) ^ (1 << upTo(8))), after.subarray(1)],
      () => [before, after.subarray(upTo(64))],
      () => [before, after.subarray(0, upTo(64)), after],
      () => [before, Buffer.from(tellingTexts[upTo(tellingTexts.length)] ?? ""), after],
      () => (upTo(8) === 0 ? [before] : [before, telling, after]),
    ];
    bytes = Buffer.concat(changes[upTo(changes.length)]?.() ?? []);
  }
  return bytes;
}

for (const [kind, name] of [
  ["journals", "journals/a/strokes.jsonl"],
  ["masks", "dataset/masks/a.png"],
  ["seg.json", "dataset/seg.json"],
] as const)
  test(`an image with a damaged file (${kind}) opens, or it is said what is wrong`, async () => {
    const whole = new SmallDataset(fs.realpathSync(fs.mkdtempSync(path.join(memory, "seg-damaged-"))));
    try {
      const drawn = await whole.open();
      for (let at = 0; at < 4; at++) drawn.draw(dot(at, at, 1 + (at % 2)));
      await drawn.save();
      for (let at = 4; at < 8; at++) drawn.draw(dot(at, 1, 2));
      drawn.draw({ kind: "flood", x: 7, y: 7, value: 1, keepsLabels: true });
      await drawn.flush();
      const content = fs.readFileSync(path.join(whole.top, name));
      for (const seed of rounds(`damaged files that the editor reads, ${kind}`, 30)) {
        const copy = new SmallDataset(`${whole.top}-${seed}`);
        try {
          fs.cpSync(whole.top, copy.top, { recursive: true });
          fs.writeFileSync(path.join(copy.top, name), damaged(content, seed));
          const problem = await copy.open().then(
            async (document) => {
              const found = document.problem?.message ?? copy.faults[0];
              document.dispose();
              await settled(copy.journal);
              return found;
            },
            (error: unknown) => {
              assert.ok(error instanceof SegError, `seed ${seed}: ${String(error)}`);
              return error.message;
            },
          );
          assert.notEqual(problem, "", `seed ${seed}`);
        } finally {
          copy.remove();
        }
      }
    } finally {
      whole.remove();
    }
  });

test("a damaged picture is shown, or it is said what is wrong", () => {
  const data = Uint16Array.from({ length: 30 }, (_, i) => i * 2000);
  const whole = [
    encode({ width: 6, height: 5, channels: 1, depth: 16, data }),
    encode({ width: 2, height: 5, channels: 3, depth: 8, data: Uint8Array.from(data) }),
    turnedJpeg(6),
  ].map((bytes) => Buffer.from(bytes));
  for (const seed of rounds("damaged files that the editor reads, pictures", 300)) {
    const { bytes } = asStored(damaged(whole[seed % whole.length] ?? Buffer.of(), seed));
    try {
      const { width, height, channels, values } = readPngPicture(bytes);
      assert.equal(values.length, width * height * channels, `seed ${seed}`);
    } catch (error) {
      assert.ok(error instanceof Error && error.message !== "", `seed ${seed}: ${String(error)}`);
    }
  }
});

test("a model whose description is damaged is listed, with a score or without", async () => {
  const models = fs.mkdtempSync(path.join(memory, "seg-damaged-"));
  try {
    const file = path.join(models, "first", "model.json");
    const whole = fs.readFileSync(path.join(__dirname, "../../../fixtures/0.1.0/dataset/models/first/model.json"));
    fs.mkdirSync(path.dirname(file));
    for (const seed of rounds("damaged files that the editor reads, model.json", 30)) {
      fs.writeFileSync(file, damaged(whole, seed));
      const [model, ...others] = await readModels(models);
      assert.deepEqual([model?.name, others], ["first", []], `seed ${seed}`);
      assert.ok(model?.meanIou === null || Number.isFinite(model?.meanIou), `seed ${seed}`);
    }
  } finally {
    fs.rmSync(models, { recursive: true });
  }
});
