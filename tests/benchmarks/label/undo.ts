import fs from "node:fs";
import { Labelling, maskOnDisk } from "../../extension/e2e/labelling";
import type { Vscode } from "../../extension/e2e/vscode";
import { fileOf, large } from "./dataset";
import type { Result } from "./result";

const steps = 200;
/** Steps after which the memory is settled: with the first one the mask is copied and written, once. */
const beginnings = 50;
/** Megabytes a step; a copy of the mask would be 17. */
const aimedMemory = 1;

/** What the steps that can be taken back cost, and whether they all can. */
export async function measureUndo(vscode: Vscode, folder: string): Promise<Result[]> {
  const first = maskOnDisk(folder, "large.png");
  if (!first) throw new Error("There is no mask.");
  const editor = await Labelling.open(vscode, fileOf(large), { width: large.side, height: large.side });
  editor.expected.values.set(first);
  const host = vscode.extensionHost().pid;
  let before = 0;
  for (let i = 0; i < steps; i++) {
    if (i === beginnings) before = residentMegabytes(host);
    await draw(editor, i);
  }
  const drawn = residentMegabytes(host);
  await editor.save();
  const saved = maskOnDisk(folder, "large.png") ?? [];
  for (let i = 0; i < steps; i++) await editor.step("Control+z");
  const undone = residentMegabytes(host);
  await editor.save();
  const last = maskOnDisk(folder, "large.png") ?? [];

  const perStep = (drawn - before) / (steps - beginnings);
  const wrong = differing(saved, editor.expected.values) + differing(last, first);
  return [
    {
      what: `memory for each of ${steps} strokes at 4096²`,
      figure: `${perStep.toFixed(2)} MB`,
      against: `${before.toFixed(0)} → ${drawn.toFixed(0)} → ${undone.toFixed(0)} MB`,
      aim: `< ${aimedMemory} MB`,
      isMet: perStep < aimedMemory,
    },
    {
      what: `pixels that ${steps} undos leave wrong`,
      figure: String(wrong),
      aim: "none",
      isMet: wrong === 0,
    },
  ];
}

/** An outline that overlaps the one before, in another class. */
async function draw(editor: Labelling, step: number): Promise<void> {
  await editor.choose(1 + (step % 2));
  const [x, y] = [0.1 + 0.04 * (step % 20), 0.1 + 0.08 * Math.floor(step / 20)];
  const corners = Array.from({ length: 9 }, (_, i): [number, number] => [
    x + 0.06 * Math.cos(i * 0.7),
    y + 0.06 * Math.sin(i * 0.7),
  ]);
  await editor.drag("l", corners);
}

function differing(a: ArrayLike<number>, b: Uint8Array): number {
  return b.reduce((count, value, i) => count + (value === a[i] ? 0 : 1), 0);
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s*(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}
