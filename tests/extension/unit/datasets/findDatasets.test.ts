import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { findDatasets } from "../../../../extension/host/datasets/findDatasets";

let top: string;
beforeEach(async () => {
  top = await mkdtemp(path.join(tmpdir(), "seg-find-"));
});
afterEach(() => rm(top, { recursive: true }));

async function put(...folders: string[]): Promise<void> {
  for (const folder of folders) {
    await mkdir(path.join(top, folder), { recursive: true });
    await writeFile(path.join(top, folder, "seg.json"), "");
  }
}

const found = async (limits?: { depth: number; folders: number }) =>
  (await findDatasets(top, limits)).map((folder) => path.relative(top, folder));

test("upper folders come first, then those of one depth by name", async () => {
  await put("b", "a/deep", "a", ".");
  assert.deepEqual(await found(), ["", "a", "b", "a/deep"]);
});

test("results, hidden folders, packages and what is too deep are not searched", async () => {
  await put("x/models/m", "x/predictions/m", "node_modules/p", ".git/x", "1/2/3/4", "1/2/3/4/5");
  assert.deepEqual(await found(), ["1/2/3/4"]);
});

test("a linked dataset is found, and one that two ways lead to only once, also where links go round", async () => {
  await put("elsewhere/set");
  await symlink(top, path.join(top, "elsewhere/set/round"));
  await symlink(path.join(top, "elsewhere/set"), path.join(top, "link"));
  await symlink(path.join(top, "nowhere"), path.join(top, "broken"));
  assert.deepEqual(await found(), ["link"]);
});

test("only so many folders are looked into", async () => {
  await put("a", "b", "c");
  assert.deepEqual(await found({ depth: 4, folders: 3 }), ["a", "b"]);
});

test("a folder that is not there has none", async () => {
  assert.deepEqual(await findDatasets(path.join(top, "gone")), []);
});
