import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readModels } from "../../../../extension/host/models/models";

test("models are listed with score and date, the newest first, unreadable ones without a score", async (t) => {
  const top = await mkdtemp(path.join(tmpdir(), "seg-models-"));
  t.after(() => rm(top, { recursive: true }));
  const put = async (name: string, text: string | null, seconds: number) => {
    await mkdir(path.join(top, name));
    if (text === null) return;
    await writeFile(path.join(top, name, "model.json"), text);
    await utimes(path.join(top, name, "model.json"), seconds, seconds);
  };
  await put("old", '{ "version": 1, "scores": { "meanIou": 0.75 } }', 1000);
  await put("new", '{ "version": 1, "scores": null }', 3000);
  await put("torn", '{ "version"', 2000);
  await put("huge", '{ "version": 1, "scores": { "meanIou": 1e999 } }', 1500);
  await put("starting", null, 0);
  assert.deepEqual(
    (await readModels(top)).map(({ name, date, meanIou }) => [name, date.getTime() / 1000, meanIou]),
    [
      ["new", 3000, null],
      ["torn", 2000, null],
      ["huge", 1500, null],
      ["old", 1000, 0.75],
    ],
  );
  assert.deepEqual(await readModels(path.join(top, "gone")), []);
});
