import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { faultEnvironment, faultLibrary, needsCompiler } from "../../../faults/faults.mjs";

const skip = { skip: faultLibrary() === null && needsCompiler };

/** Runs a script whose calls fail one after the other; gives those that did, among which are all kinds that write. */
function failedIn(name: string, t: TestContext): ReadonlySet<string> {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), "seg-saving-"));
  t.after(() => fs.rmSync(place, { recursive: true }));
  const [under, control] = [path.join(place, "under"), path.join(place, "control")];
  fs.mkdirSync(under);
  fs.writeFileSync(control, "");
  const script = path.join(__dirname, name);
  const env = { ...process.env, ...faultEnvironment(under, control) };
  const args = ["--import", "tsx", script, under, control];
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  assert.equal(stderr, "");
  const failed = new Set(JSON.parse(stdout) as string[]);
  const kinds = new Set([...failed].map((call) => call.split(" ")[0]));
  for (const kind of ["mkdir", "open", "write", "fsync", "rename"]) assert.ok(kinds.has(kind), kind);
  return failed;
}

test(
  "whichever call of drawing and saving fails: the mask is the old or the new, the error is told, and all can be saved later",
  skip,
  (t) => {
    const failed = failedIn("savingUnderFaults.ts", t);
    // Each folder that has a new one in it, so that no power cut takes the journal away with it.
    for (const call of ["fsync /journals/a", "fsync /journals", "fsync "])
      assert.ok(failed.has(call), `${call} of ${[...failed].join()}`);
  },
);

test(
  "whichever call of saving mask and state fails: an unfinished mask is never done, and all can be saved later",
  skip,
  (t) => void failedIn("statesUnderFaults.ts", t),
);
