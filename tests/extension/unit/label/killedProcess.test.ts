import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { randomOf, rounds } from "../../rounds";
import { SmallDataset } from "./document";
import { labelsAfter, type Said } from "./labellingScript";

const program = path.join(__dirname, "labellingProcess.ts");

/** A process that labels, and what it has said until now. */
class Labelling {
  found: readonly number[] | null = null;
  problem: string | null = null;
  drawn: number;
  saved = 0;
  readonly #process: ChildProcess;

  /** @param strokes how many have been drawn before */
  constructor(top: string, strokes: number) {
    this.drawn = strokes;
    this.#process = fork(program, [top], {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#process.on("message", (said: Said) => {
      if ("found" in said) [this.found, this.problem] = [said.found, said.problem];
      else if ("drawn" in said) this.drawn = said.drawn;
      else this.saved = said.saved;
    });
  }

  async opened(): Promise<void> {
    while (this.found === null) await once(this.#process, "message");
  }

  goOn(next: number): void {
    this.#process.send(next);
  }

  /** Waits until so many strokes are drawn, and one from this on is saved. */
  async until(drawn: number, saved: number): Promise<void> {
    while (this.drawn < drawn || this.saved < saved) await once(this.#process, "message");
  }

  async kill(): Promise<void> {
    const ended = once(this.#process, "close");
    this.#process.kill("SIGKILL");
    await ended;
  }
}

test("kills while strokes are drawn and saved lose none that was drawn, and ask nothing", async () => {
  const dataset = new SmallDataset();
  try {
    let strokes = 0;
    let saved = 0;
    let last: Labelling | null = null;
    for (const seed of rounds("kills while labels are drawn and saved", 6)) {
      const labelling: Labelling = new Labelling(dataset.top, strokes);
      await labelling.opened();
      assert.equal(labelling.problem, null, `seed ${seed}`);
      // The stroke that was being drawn when the kill came may be there or not.
      const possible = last === null ? [0] : [last.drawn, last.drawn + 1];
      const found = possible.find((count) => same(labelling.found, labelsAfter(count)));
      assert.notEqual(found, undefined, `seed ${seed}: strokes are lost; ${possible[0]} were drawn`);
      strokes = found ?? 0;
      const disk = (await dataset.saved()) ?? labelsAfter(0);
      const onDisk = Array.from({ length: strokes - saved + 1 }, (_, more) => saved + more);
      assert.ok(
        onDisk.some((count) => same(disk, labelsAfter(count))),
        `seed ${seed}: the mask is none of those since stroke ${saved}, which was saved`,
      );
      labelling.goOn(strokes + 1);
      // However busy the machine is: in every other round not before something is saved.
      const random = randomOf(seed);
      await labelling.until(strokes + 1 + Math.floor(random() * 30), seed % 2 === 0 ? saved + 1 : 0);
      await pause(random() * 20);
      await labelling.kill();
      saved = Math.max(saved, labelling.saved);
      last = labelling;
    }
    assert.ok(strokes > 0 && saved > 0); // else every kill came before anything happened
  } finally {
    dataset.remove();
  }
});

function same(a: readonly number[] | null, b: readonly number[]): boolean {
  return a?.length === b.length && a.every((value, at) => value === b[at]);
}
