// An extension host's part of labelling as a process of its own, to be killed: it opens the document of a dataset, says
// what it has found, draws one stroke after the other, saves now and then, and says when each is done.
import { setTimeout as pause } from "node:timers/promises";
import { SmallDataset } from "./document";
import { type Said, savesAfter, strokeOf } from "./labellingScript";

const say = (said: Said) => process.send?.(said);

async function label(top: string): Promise<void> {
  const dataset = new SmallDataset(top);
  const document = await dataset.open();
  say({ found: [...(document.labels?.mask.values ?? [])], problem: document.problem?.message ?? null });
  const next = await new Promise<number>((resolve) => process.once("message", resolve));
  for (let number = next; ; number++) {
    document.draw(strokeOf(number));
    say({ drawn: number });
    // Strokes go on while labels are being saved.
    if (savesAfter(number)) void document.save().then(() => say({ saved: number }));
    if (number % 5 === 0) await pause(1);
    else await new Promise(setImmediate);
    if (dataset.faults.length > 0) throw new Error(dataset.faults.join(" "));
  }
}

void label(process.argv[2] ?? "");
