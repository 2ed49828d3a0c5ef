// Run by savingFaults.test.ts in a process whose calls can be made to fail.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { LabelState } from "../../../../extension/shared/protocol";
import { readState } from "../../../../extension/host/datasets/labelStates";
import type { LabelDocument } from "../../../../extension/host/label/labelDocument";
import { FaultControl, kinds } from "../../../faults/faults.mjs";
import { SmallDataset } from "./document";
import { dot } from "./dot";

const [top = "", controlFile = ""] = process.argv.slice(2);
const error = 28; // ENOSPC on Linux

/** From one state of an image on the disk to another, and which states may be seen on the way. */
interface Walk {
  readonly begin: (document: LabelDocument) => void;
  readonly go: (document: LabelDocument) => void;
  readonly end: LabelState;
  readonly onTheWay: readonly LabelState[];
}

const first = (document: LabelDocument) => void document.draw(dot(1, 1, 1));
const done = (document: LabelDocument) => {
  first(document);
  document.mark("done");
};

// Never "done" on the way where it is neither where one comes from nor where one goes.
const walks: readonly Walk[] = [
  { begin: () => undefined, go: first, end: "inProgress", onTheWay: ["notLabelled"] },
  { begin: first, go: (document) => document.mark("done"), end: "done", onTheWay: ["inProgress"] },
  { begin: done, go: (document) => document.mark("inProgress"), end: "inProgress", onTheWay: ["done"] },
  { begin: first, go: (document) => document.mark("noObjects"), end: "noObjects", onTheWay: ["inProgress"] },
  { begin: first, go: (document) => document.mark("notLabelled"), end: "notLabelled", onTheWay: ["inProgress"] },
];

async function stateOf(dataset: SmallDataset): Promise<LabelState> {
  return fs.existsSync(dataset.mask) ? (await readState(dataset.mask)).state : "notLabelled";
}

/** Goes from one state to the next while the call of that number fails; gives what failed, or null where there are no more. */
async function save(walk: Walk, control: FaultControl, at: number, kind: bigint): Promise<string | null> {
  const dataset = new SmallDataset(fs.realpathSync(fs.mkdtempSync(path.join(top, "state-"))));
  const document = await dataset.open();
  walk.begin(document);
  await document.save();
  await document.flush();
  control.set(at, error, kind);
  walk.go(document);
  const fault = await document.save().then(
    () => null,
    (reason: unknown) => String(reason),
  );
  const what = control.fired;
  control.clear();
  const state = await stateOf(dataset);
  const context = `to ${walk.end}: ${what} failed (${kind}): ${fault ?? "saved"}, and it is ${state}`;
  assert.ok(state === walk.end || walk.onTheWay.includes(state), context);
  if (fault === null && kind !== kinds.afterPart) assert.equal(state, walk.end, context);
  await document.choose("keep");
  await document.save();
  assert.equal(await stateOf(dataset), walk.end, context);
  await document.flush();
  document.dispose();
  await document.settled();
  dataset.remove();
  return what;
}

async function main(): Promise<void> {
  const control = new FaultControl(controlFile);
  const failed: string[] = [];
  for (const walk of walks)
    for (const kind of [kinds.alone, kinds.lasting, kinds.afterPart])
      for (let at = 1; ; at++) {
        const what = await save(walk, control, at, kind);
        if (what === null) break;
        failed.push(what.split(" ")[0] ?? "");
      }
  control.close();
  console.log(JSON.stringify(failed));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
