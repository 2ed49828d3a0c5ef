import * as fs from "node:fs";
import * as path from "node:path";
import type { LabelState } from "../../shared/protocol";
import { syncsNoFolders } from "../files/atomicFile";

/** The first line of a journal. */
export interface JournalHeader {
  /** Version 1 had no classes, and fills as strokes. */
  readonly version: 1 | 2;
  readonly width: number;
  readonly height: number;
  /** The file of the mask that the strokes began on; null: the one on the disk, until its copy is written. */
  readonly base: string | null;
  /** The names of the classes that the base's values stand for. */
  readonly classes?: readonly string[];
}

/** What each other line holds, in the form that JSON takes. */
export type JournalEntry =
  | { readonly stroke: object }
  /** Pixels that changed otherwise than by a stroke: by an undo, or as `name` says; and how far the labels are then. */
  | { readonly patch: string; readonly name?: string; readonly state?: LabelState }
  /** From here on values stand for these classes; those that were there until then became others. */
  | { readonly classes: readonly string[]; readonly valueOf: readonly (readonly [number, number])[] }
  /** The labels of this digest are about to be saved, which are so far. */
  | { readonly saving: string; readonly state?: LabelState };

export interface JournalText {
  readonly header: JournalHeader;
  readonly entries: readonly JournalEntry[];
  /** Lines that cannot be read; the one that was being written when all ended does not count. */
  readonly torn: number;
  /** Lines that are left out although they can be read: a fill would run through where a torn line is missing. */
  readonly unsafe: number;
}

export const journalName = "strokes.jsonl";

/** Reads a journal; a line that a full disk or a power cut has torn is left out. Throws where its first line is of no use. */
export function parseJournal(text: string): JournalText {
  const [first, ...lines] = text.split("\n");
  const header = JSON.parse(first ?? "") as JournalHeader;
  if (header.version !== 1 && header.version !== 2)
    throw new Error(`They are of version ${String(header.version)}; this Seg knows 1 and 2.`);
  const last = lines.pop() ?? ""; // what comes after the last end of a line
  const entries: JournalEntry[] = [];
  let torn = 0;
  for (const [index, line] of lines.entries()) {
    const entry = entryOf(line);
    if (entry === null) torn++;
    else if (torn > 0 && isFill(entry)) return { header, entries, torn, unsafe: lines.length - index };
    else entries.push(entry);
  }
  const unended = entryOf(last);
  if (unended !== null && !(torn > 0 && isFill(unended))) entries.push(unended);
  return { header, entries, torn, unsafe: 0 };
}

function entryOf(line: string): JournalEntry | null {
  try {
    const entry = JSON.parse(line) as JournalEntry | null;
    return typeof entry === "object" ? entry : null;
  } catch {
    return null;
  }
}

function isFill(entry: JournalEntry): boolean {
  return "stroke" in entry && (entry.stroke as { readonly kind?: unknown }).kind === "flood";
}

/**
 * A journal on the disk, without a pause in which a stroke could be lost. A write that fails, or is cut short, leaves
 * whole lines: what it tore is cut off before more is written. Who writes it keeps the lines, and gives them again.
 */
export class JournalFile {
  private descriptor: number | null = null;
  /** How many lines are on the disk, and how many bytes they take with the header. */
  private lines = 0;
  private length = 0;
  private isTorn = false;
  /** Folders that have one in them that was made for the journal, as the disk may not know yet. */
  private parents: string[] = [];

  constructor(private readonly folder: string) {}

  private get path(): string {
    return path.join(this.folder, journalName);
  }

  /** Puts another in its place. */
  replace(header: JournalHeader, lines: readonly string[]): void {
    this.parents.push(...madeFolders(this.folder).map((made) => path.dirname(made)));
    const temporary = path.join(this.folder, `.${journalName}.tmp`);
    const content = Buffer.from([JSON.stringify(header), ...lines, ""].join("\n"));
    try {
      // Where there is one, what is renamed in its place must be on the disk before.
      fs.writeFileSync(temporary, content, { flush: fs.existsSync(this.path) });
      fs.renameSync(temporary, this.path);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
    this.close();
    this.descriptor = fs.openSync(this.path, "a");
    [this.lines, this.length, this.isTorn] = [lines.length, content.length, false];
  }

  /** Adds those of the lines that are not there yet. */
  extend(header: JournalHeader, lines: readonly string[]): void {
    if (this.isTorn && !this.cut()) this.close();
    if (this.descriptor === null) return this.replace(header, lines);
    const content = Buffer.from(
      lines
        .slice(this.lines)
        .map((line) => `${line}\n`)
        .join(""),
    );
    try {
      for (let written = 0; written < content.length;) {
        const count = fs.writeSync(this.descriptor, content, written);
        if (count === 0) throw new Error("The disk takes no more.");
        written += count;
      }
    } catch (error) {
      this.isTorn = !this.cut();
      throw error;
    }
    [this.lines, this.length] = [lines.length, this.length + content.length];
  }

  /** Waits until all of it is on the disk, with its name and those of the folders that were made for it. */
  sync(): void {
    if (this.descriptor === null) return;
    fs.fdatasyncSync(this.descriptor);
    for (const folder of [this.folder, ...this.parents]) syncFolder(folder);
    this.parents = [];
  }

  /** Removes what is of no use beside it, as copies of other masks than its base. */
  tidy(base: string): void {
    for (const name of fs.readdirSync(this.folder))
      if (name !== base && name !== journalName) fs.rmSync(path.join(this.folder, name), { force: true });
  }

  /** Removes it with all that belongs to it. */
  remove(): void {
    this.close();
    fs.rmSync(this.path, { force: true }); // first: without its base it would be a broken one
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  close(): void {
    const { descriptor } = this;
    [this.descriptor, this.isTorn] = [null, false];
    if (descriptor !== null) fs.closeSync(descriptor);
  }

  /** Cuts off what was torn; gives whether that was possible. */
  private cut(): boolean {
    try {
      if (this.descriptor !== null) fs.ftruncateSync(this.descriptor, this.length);
      this.isTorn = false;
      return true;
    } catch {
      return false;
    }
  }
}

/** Makes a folder and those above it that are missing; gives those that were. */
function madeFolders(folder: string): readonly string[] {
  const first = fs.mkdirSync(folder, { recursive: true });
  if (first === undefined) return [];
  const made = [folder];
  while (made.at(-1) !== first) made.push(path.dirname(made.at(-1) ?? first));
  return made;
}

function syncFolder(folder: string): void {
  const descriptor = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(descriptor);
  } catch (error) {
    if (!syncsNoFolders(error)) throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}
