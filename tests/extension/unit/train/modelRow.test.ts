import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { modelRows } from "../../../../extension/host/models/models";
import { runOf } from "./runs";

test("runs are listed as the server gives them, then models that were put there without a run", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "seg-rows-"));
  t.after(() => rm(folder, { recursive: true }));
  for (const name of ["trained", "copied"]) {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, "model.json"), '{ "scores": { "meanIou": 0.5 } }');
  }
  const rows = await modelRows(folder, [runOf({ name: "new" }), runOf({ name: "trained" })]);
  assert.deepEqual(
    rows.map(({ name, run, model }) => [name, run !== null, model !== null]),
    [
      ["new", true, false],
      ["trained", true, true],
      ["copied", false, true],
    ],
  );
});
