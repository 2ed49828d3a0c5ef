import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { decodeMask } from "../masks/maskFile";
import type { Mask } from "../../shared/picture/picture";
import type { LabelState } from "../../shared/protocol";
import { journalName, parseJournal } from "./journalFile";
import type { JournalEntry, JournalHeader, JournalText } from "./journalFile";

/** What a journal that was broken off says. */
export interface Unsaved {
  /** The mask that the entries begin on. */
  readonly base: Mask;
  /** The file in the journal's folder with its copy; null: it is the mask on the disk. */
  readonly copy: string | null;
  /** The names of the classes that the base's values stand for; null: those of today, since nobody noted them. */
  readonly classes: readonly string[] | null;
  readonly entries: readonly JournalEntry[];
  /** That strokes are missing, in a sentence. */
  readonly gaps: Error | null;
}

/**
 * Reads the journal in a folder; null where there is none. Throws where it is of no use.
 * @param disk the mask as it is saved; null: there is none
 * @param state how far its labels are
 */
export async function readUnsaved(folder: string, disk: Mask | null, state: LabelState): Promise<Unsaved | null> {
  const file = path.join(folder, journalName);
  if (!fs.existsSync(file)) return null;
  const text = parseJournal(await fs.promises.readFile(file, "utf8"));
  const { header, entries } = text;
  const digest = disk && digestOf(disk);
  const own = entries.reduce((last, each, at) => ("saving" in each && each.saving === digest ? at : last), -1);
  // The mask on the disk is what was being saved at that line, and no other program's.
  const isOwn = own >= 0 && disk !== null;
  const saving = entries[own];
  const said = saving && "saving" in saving ? saving.state : undefined;
  // A save that was cut off between the mask and how far it is.
  const cutOff = said === undefined || said === state ? [] : [{ patch: "", name: "Labels", state: said }];
  return {
    base: isOwn ? disk : await baseOf(folder, header, disk),
    copy: isOwn ? null : header.base,
    classes: classesAfter(header.classes ?? null, entries.slice(0, own + 1)),
    entries: [...cutOff, ...entries.slice(own + 1)],
    gaps: gapsOf(text),
  };
}

/** By what labels are known again that a journal says were about to be saved. */
export function digestOf({ width, height, values }: Mask): string {
  return createHash("sha256").update(`${width} ${height} `).update(values).digest("hex");
}

async function baseOf(folder: string, { width, height, base }: JournalHeader, disk: Mask | null): Promise<Mask> {
  if (base !== null) {
    const file = path.join(folder, path.basename(base));
    return decodeMask(file, await fs.promises.readFile(file));
  }
  if (disk === null) return { width, height, values: new Uint8Array(width * height) };
  if (disk.width === width && disk.height === height) return disk;
  throw new Error(`The mask that unsaved strokes of ${folder} began on is gone.`);
}

function classesAfter(classes: readonly string[] | null, entries: readonly JournalEntry[]): readonly string[] | null {
  return entries.reduce((now, entry) => ("classes" in entry ? entry.classes : now), classes);
}

function gapsOf({ torn, unsafe }: JournalText): Error | null {
  if (torn === 0) return null;
  const lost = torn === 1 ? "One stroke that was not saved cannot" : `${torn} strokes that were not saved cannot`;
  const rest =
    unsafe === 0
      ? "the others are here"
      : `of those after it, ${unsafe} are left out from the first fill on, as it could run out where a line is missing`;
  return new Error(`${lost} be read any more; ${rest}. Look the labels over before you save them.`);
}
