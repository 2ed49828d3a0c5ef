import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { sentenceOf } from "../../shared/errorText";
import { setAside, writeAtomically } from "../files/atomicFile";
import { decodeMask, encodeMask } from "../masks/maskFile";
import type { Mask } from "../../shared/picture/picture";

/** The first line of a journal. */
export interface JournalHeader {
  readonly version: 1;
  readonly width: number;
  readonly height: number;
  /** The file of the mask that the strokes began on; null: the one on the disk, until its copy is written. */
  readonly base: string | null;
}

/** What each other line holds, in the form that JSON takes. */
export type JournalEntry = { readonly stroke: object } | { readonly patch: string };

/**
 * Reads a journal up to the first line that a kill or a power cut has torn: what comes after it was drawn on top of it.
 * Throws where its first line is of no use.
 */
export function parseJournal(text: string): { header: JournalHeader; entries: JournalEntry[] } {
  const [first, ...lines] = text.split("\n");
  const header = JSON.parse(first ?? "") as JournalHeader;
  if (header.version !== 1) throw new Error(`They are of version ${String(header.version)}.`);
  const entries: JournalEntry[] = [];
  for (const line of lines) {
    try {
      entries.push(JSON.parse(line) as JournalEntry);
    } catch {
      break;
    }
  }
  return { header, entries };
}

export interface Recovered {
  readonly base: Mask;
  readonly entries: readonly JournalEntry[];
  /** Goes on writing where it was broken off. */
  resume(): void;
}

const journalName = "strokes.jsonl";

/**
 * The strokes that are not saved, on disk as soon as they are drawn: a copy of the mask they began on, and a line for
 * each stroke. A kill at any moment loses at most the line that was being written. Each method may be called at any
 * time; what they do in the background is done one after the other.
 */
export class StrokeJournal {
  private work: Promise<void> = Promise.resolve();
  private file: number | null = null;
  /** Lines that a journal on a newer base will begin with; null where none is being made. */
  private kept: string[] | null = null;

  constructor(
    private readonly folder: string,
    /** Hears in a sentence that strokes are not kept, or cannot be read. */
    private readonly onFault: (fault: Error) => void,
  ) {}

  /** Whether strokes are being written. */
  get isBegun(): boolean {
    return this.file !== null;
  }

  /**
   * Reads what was not saved; null where there is nothing. `disk` is the mask as it is saved, if it is. What cannot be
   * read is moved out of the way and reported.
   */
  async recover(disk: Mask | null): Promise<Recovered | null> {
    if (!fs.existsSync(this.path(journalName))) return null;
    try {
      const { header, entries } = parseJournal(await fs.promises.readFile(this.path(journalName), "utf8"));
      const base = await this.baseOf(header, disk);
      return {
        base,
        entries,
        resume: () => this.start(header, base, entries),
      };
    } catch (error) {
      await this.reject(error);
      return null;
    }
  }

  /** Moves a journal that is of no use out of the way, where it is not written over. */
  async reject(reason: unknown): Promise<void> {
    const kept = await setAside(this.folder);
    this.onFault(
      new Error(`Strokes that were not saved cannot be read; they are kept in ${kept}. ${sentenceOf(reason)}`),
    );
  }

  /** Begins to write on top of this mask, of which a copy is made in the background. */
  begin({ width, height, values }: Mask): void {
    this.start({ version: 1, width, height, base: null }, { width, height, values: values.slice() }, []);
  }

  /** Adds what was drawn; begun before. */
  append(entry: JournalEntry): void {
    const line = JSON.stringify(entry);
    this.kept?.push(line);
    try {
      if (this.file !== null) fs.writeSync(this.file, `${line}\n`);
    } catch (error) {
      this.report(error);
    }
  }

  /** From here on what is appended is newer than what is about to be saved. */
  async mark(): Promise<void> {
    await this.work; // the copy of an older base, if it is being made
    this.kept = [];
  }

  /** The mask as it was at the mark is saved: only what came later is kept. */
  saved(mask: Mask): void {
    void this.enqueue(() => (this.kept === null || this.kept.length === 0 ? this.remove() : this.rebase(mask)));
  }

  /** Forgets everything, what is appended meanwhile too. */
  clear(): Promise<void> {
    return this.enqueue(() => this.remove());
  }

  /** Writes no more. What is left stays: who closes an image without saving gives its strokes up first, by reverting. */
  close(): void {
    void this.enqueue(() => Promise.resolve(this.release()));
  }

  /** Resolves when all that was appended is on the disk, whatever happens to the machine. */
  flush(): Promise<void> {
    return this.enqueue(() => {
      if (this.file !== null) fs.fdatasyncSync(this.file);
      return Promise.resolve();
    });
  }

  private start(header: JournalHeader, base: Mask, entries: readonly JournalEntry[]): void {
    const lines = entries.map((entry) => JSON.stringify(entry));
    this.kept = header.base === null ? [...lines] : null;
    try {
      fs.mkdirSync(this.folder, { recursive: true });
      this.open(header, lines);
    } catch (error) {
      this.report(error);
    }
    if (header.base === null) void this.enqueue(() => this.rebase(base));
  }

  /** Goes on in a journal that begins with a copy of this mask and the lines that were kept. */
  private async rebase(mask: Mask): Promise<void> {
    const png = await encodeMask(mask);
    const { width, height } = mask;
    // Named by its content: two extension hosts, one on its way out, do not remove each other's copy of one mask.
    const base = `base-${createHash("sha256").update(png).digest("hex").slice(0, 32)}.png`;
    await writeAtomically(this.path(base), png);
    if (this.kept !== null) this.open({ version: 1, width, height, base }, this.kept);
    this.kept = null;
    const others = (await fs.promises.readdir(this.folder)).filter((name) => name.startsWith("base-") && name !== base);
    await Promise.all(others.map((name) => fs.promises.rm(this.path(name), { force: true })));
  }

  /** Without a pause in which a stroke could be lost. */
  private open(header: JournalHeader, lines: readonly string[]): void {
    const temporary = this.path(`.${journalName}.tmp`);
    fs.writeFileSync(temporary, [JSON.stringify(header), ...lines, ""].join("\n"));
    fs.renameSync(temporary, this.path(journalName));
    this.release();
    this.file = fs.openSync(this.path(journalName), "a");
  }

  private async baseOf({ width, height, base }: JournalHeader, disk: Mask | null): Promise<Mask> {
    if (base !== null) {
      const file = this.path(path.basename(base));
      return decodeMask(file, await fs.promises.readFile(file));
    }
    if (disk === null) return { width, height, values: new Uint8Array(width * height) };
    if (disk.width === width && disk.height === height) return disk;
    throw new Error(`The mask that unsaved strokes of ${this.folder} began on is gone.`);
  }

  private async remove(): Promise<void> {
    this.release();
    this.kept = null;
    await fs.promises.rm(this.path(journalName), { force: true }); // first: without its base it would be a broken one
    await fs.promises.rm(this.folder, { recursive: true, force: true });
  }

  private release(): void {
    if (this.file !== null) fs.closeSync(this.file);
    this.file = null;
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(step).catch((error: unknown) => this.report(error));
    return this.work;
  }

  private report(error: unknown): void {
    this.onFault(new Error(`Strokes cannot be kept on the disk until the image is saved. ${sentenceOf(error)}`));
  }

  private path(name: string): string {
    return path.join(this.folder, name);
  }
}
