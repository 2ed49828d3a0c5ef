import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { writeAtomically } from "../files/atomicFile";
import { encodeGrayPng } from "./grayPng";
import { decodeMask, type MaskValues } from "./maskFile";

/** What a line of the journal holds, in the form that JSON takes. */
export type JournalEntry = { readonly stroke: object } | { readonly patch: string };

export interface Recovered {
  readonly base: MaskValues;
  readonly entries: readonly JournalEntry[];
}

const journalName = "strokes.jsonl";
const closedName = "closed";

/**
 * The strokes that are not saved, on disk as soon as they are drawn: a copy of the mask they began on, and a line for
 * each stroke. A kill at any moment loses at most what was being written. Each method may be called at any time;
 * their work is done one after the other.
 */
export class StrokeJournal {
  private work: Promise<void> = Promise.resolve();
  private file: number | null = null;
  private waiting: string[] | null = null;
  private sinceMark: string[] = [];

  constructor(
    private readonly folder: string,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Whether strokes are being written. */
  get isBegun(): boolean {
    return this.file !== null || this.waiting !== null;
  }

  /** Reads what was not saved; null where there is nothing. */
  async recover(): Promise<Recovered | null> {
    try {
      const [header, ...lines] = (await fs.promises.readFile(this.path(journalName), "utf8")).split("\n");
      lines.pop(); // empty, or torn by a kill
      const base = this.path(path.basename((JSON.parse(header ?? "") as { base: string }).base));
      return {
        base: decodeMask(base, await fs.promises.readFile(base)),
        entries: lines.map((line) => JSON.parse(line) as JournalEntry),
      };
    } catch (error) {
      if (fs.existsSync(this.path(journalName))) this.onFault(error);
      return null;
    }
  }

  /** Whether the user closed the image without saving; what is left may then be dropped. */
  get isClosed(): boolean {
    return fs.existsSync(this.path(closedName));
  }

  /** Begins to write on top of this mask, which is copied at once. */
  begin(base: MaskValues, first: readonly JournalEntry[] = []): void {
    const copy = { ...base, values: base.values.slice() };
    this.waiting = first.map(lineOf);
    void this.enqueue(async () => {
      const png = await encodeGrayPng(copy.width, copy.height, copy.values);
      await this.start(png, this.waiting ?? []);
    });
  }

  /** Adds what was drawn; begun before. */
  append(entry: JournalEntry): void {
    const line = lineOf(entry);
    this.sinceMark.push(line);
    if (this.file === null) this.waiting?.push(line);
    else this.write(line);
  }

  /** From here on what is appended is newer than what is about to be saved. */
  mark(): void {
    this.sinceMark = [];
  }

  /** The mask as it was at the mark is saved: only what came later is kept. */
  saved(mask: MaskValues): void {
    if (!this.isBegun) return;
    void this.enqueue(async () => {
      if (this.sinceMark.length === 0) return this.remove();
      await this.start(await encodeGrayPng(mask.width, mask.height, mask.values), this.sinceMark);
    });
  }

  /** Forgets everything, what is appended meanwhile too. */
  clear(): Promise<void> {
    return this.enqueue(() => this.remove());
  }

  /** The image was closed: unless the editor asks for its backup, nobody wants these strokes. */
  close(): void {
    void this.enqueue(async () => {
      this.release();
      if (fs.existsSync(this.folder)) await fs.promises.writeFile(this.path(closedName), "");
    });
  }

  /** The image is open again. */
  reopen(): Promise<void> {
    return this.enqueue(() => fs.promises.rm(this.path(closedName), { force: true }));
  }

  /** Resolves when all that was appended is in the file. */
  flush(): Promise<void> {
    return this.enqueue(() => {
      if (this.file !== null) fs.fdatasyncSync(this.file);
      return Promise.resolve();
    });
  }

  private async start(basePng: Uint8Array, lines: readonly string[]): Promise<void> {
    this.release();
    const first = lines.slice();
    this.waiting = []; // what is drawn while the files are written
    const base = `base-${randomUUID()}.png`;
    await writeAtomically(this.path(base), basePng);
    const header = JSON.stringify({ version: 1, base });
    await writeAtomically(this.path(journalName), [header, ...first, ""].join("\n"));
    this.file = fs.openSync(this.path(journalName), "a");
    this.flushWaiting();
    const others = (await fs.promises.readdir(this.folder)).filter((name) => name.startsWith("base-") && name !== base);
    await Promise.all(others.map((name) => fs.promises.rm(this.path(name), { force: true })));
  }

  private flushWaiting(): void {
    const lines = this.waiting;
    this.waiting = null;
    for (const line of lines ?? []) this.write(line);
  }

  private write(line: string): void {
    try {
      if (this.file !== null) fs.writeSync(this.file, line + "\n");
    } catch (error) {
      this.onFault(error);
    }
  }

  private async remove(): Promise<void> {
    this.release();
    this.waiting = null;
    await fs.promises.rm(this.folder, { recursive: true, force: true });
  }

  private release(): void {
    if (this.file !== null) fs.closeSync(this.file);
    this.file = null;
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(step).catch((error: unknown) => this.onFault(error));
    return this.work;
  }

  private path(name: string): string {
    return path.join(this.folder, name);
  }
}

function lineOf(entry: JournalEntry): string {
  return JSON.stringify(entry);
}
