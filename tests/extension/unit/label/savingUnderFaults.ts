// Run by savingFaults.test.ts in a process whose calls can be made to fail.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { FaultControl, kinds } from "../../../faults/faults.mjs";
import { writeMask } from "../../../../extension/host/masks/maskFile";
import { SmallDataset } from "./document";
import { dot, size } from "./dot";

const [top = "", controlFile = ""] = process.argv.slice(2);
const errors = [5, 28, 122]; // EIO, ENOSPC, EDQUOT on Linux

const before = new Uint8Array(size * size).fill(2);
const after = before.slice();
after[size + 1] = 1;
after[3 * size + 3] = 1;

/** Draws and saves while the call of that number fails; gives what failed, or null where there are not so many calls. */
async function save(control: FaultControl, at: number, error: number, kind: bigint): Promise<string | null> {
  const dataset = new SmallDataset(fs.realpathSync(fs.mkdtempSync(path.join(top, "save-"))));
  await writeMask(dataset.mask, { width: size, height: size, values: before });
  const document = await dataset.open();
  control.set(at, error, kind);
  document.draw(dot(1, 1, 1));
  document.draw(dot(3, 3, 1));
  const fault = await document.save().then(
    () => null,
    (reason: unknown) => String(reason),
  );
  await document.flush().catch(() => undefined); // what is still done in the background
  const what = control.fired;
  control.clear();
  const context = `${what} failed with ${error} (${kind}): ${fault ?? "saved"}; ${dataset.faults.join(" ")}`;
  const saved = await dataset.saved();
  const isNew = Buffer.compare(Uint8Array.from(saved ?? []), after) === 0;
  assert.ok(isNew || Buffer.compare(Uint8Array.from(saved ?? []), before) === 0, context);
  if (fault === null) assert.ok(isNew, context);
  // A write that is cut short is no failure where the call after it is no write, but of another thread.
  if (what !== null && kind !== kinds.afterPart)
    assert.ok(fault !== null || dataset.faults.length > 0 || isHarmless(what), context);
  // What is in memory can be saved still, and nothing is left of it then.
  await document.choose("keep");
  await document.save();
  await document.flush();
  assert.deepEqual(await dataset.saved(), [...after], context);
  const left = fs.readdirSync(`${dataset.folder}/masks`);
  assert.ok(left.includes("a.png"), context);
  document.dispose();
  await document.settled();
  dataset.remove();
  return what;
}

/** Of what was left over on the way, and by another call afterwards. */
function isHarmless(what: string): boolean {
  return what.startsWith("unlink ") && what.includes(".tmp");
}

async function main(): Promise<void> {
  const control = new FaultControl(controlFile);
  const failed: string[] = [];
  for (const kind of [kinds.alone, kinds.lasting, kinds.afterPart])
    for (const error of errors)
      for (let at = 1; ; at++) {
        const what = await save(control, at, error, kind);
        if (what === null) break;
        failed.push(what.replace(/ \S*\/save-[^/ ]+/, " "));
      }
  control.close();
  console.log(JSON.stringify(failed));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
