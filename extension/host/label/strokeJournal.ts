import { createHash } from "node:crypto";
import * as path from "node:path";
import { sentenceOf } from "../../shared/errorText";
import { setAside, writeAtomically } from "../files/atomicFile";
import type { LabelState } from "../../shared/protocol";
import { encodeMask } from "../masks/maskFile";
import type { Mask } from "../../shared/picture/picture";
import { JournalFile } from "./journalFile";
import type { JournalEntry, JournalHeader } from "./journalFile";
import { digestOf, readUnsaved } from "./unsavedStrokes";
import type { Unsaved } from "./unsavedStrokes";

export interface Recovered extends Pick<Unsaved, "base" | "classes" | "entries"> {
  /** Goes on writing where it was broken off; `classes` are those of the base where nobody noted them. */
  resume(classes: readonly string[]): void;
}

/** A moment in a journal: what is appended later is newer than what is saved then. */
interface Mark {
  /** How many lines had been appended, ever. */
  readonly at: number;
  readonly classes: readonly string[];
}

/** What is done in the background, one after the other in each folder, whoever asks for it. */
const queues = new Map<string, Promise<void>>();

/** Resolves when nothing is being done any more in the folder of a journal. */
export function settled(folder: string): Promise<void> {
  return queues.get(folder) ?? Promise.resolve();
}

/**
 * The strokes that are not saved, on disk as soon as they are drawn: a copy of the mask they began on, and a line for
 * each stroke. A kill at any moment loses at most the line that was being written. Each method may be called at any
 * time: what changes the journal's file is done at once and as a whole, and only the copies of masks are written in
 * the background, under names of their own. What the disk does not take is kept in memory, and written with the next.
 */
export class StrokeJournal {
  private readonly file: JournalFile;
  /** Null where nothing is begun. */
  private header: JournalHeader | null = null;
  /** All since the base, on the disk or not. */
  private lines: string[] = [];
  /** How many lines there were before them. */
  private dropped = 0;
  /** How many lines had ever been appended at the mark that was saved last. */
  private savedAt = 0;
  private isFailing = false;

  constructor(
    readonly folder: string,
    /** Hears in a sentence that strokes are not kept, or cannot be read. */
    private readonly onFault: (fault: Error) => void,
  ) {
    this.file = new JournalFile(folder);
  }

  /** Whether strokes are being written. */
  get isBegun(): boolean {
    return this.header !== null;
  }

  /** Whether it holds something that is neither saved nor given up. */
  get isUnsaved(): boolean {
    return this.isBegun && this.dropped + this.lines.length > this.savedAt;
  }

  /**
   * Reads what was not saved; null where there is nothing. `disk` is the mask as it is saved, if it is, and `state` how
   * far its labels are. What cannot be read is moved out of the way and reported.
   */
  async recover(disk: Mask | null, state: LabelState): Promise<Recovered | null> {
    await settled(this.folder);
    try {
      const found = await readUnsaved(this.folder, disk, state);
      if (found === null) return null;
      const { base, copy, classes, entries, gaps } = found;
      if (gaps !== null) this.onFault(gaps);
      return { base, classes, entries, resume: (today) => this.start(base, copy, classes ?? today, entries) };
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
  begin({ width, height, values }: Mask, classes: readonly string[]): void {
    this.start({ width, height, values: values.slice() }, null, classes, []);
  }

  /** Adds what was drawn; begun before. */
  append(entry: JournalEntry): void {
    this.lines.push(JSON.stringify(entry));
    this.write();
  }

  /** These labels are about to be saved; from here on what is appended is newer. */
  mark(mask: Mask, classes: readonly string[], state: LabelState): Mark {
    if (this.isBegun) this.append({ saving: digestOf(mask), state });
    return { at: this.dropped + this.lines.length, classes };
  }

  /** The mask as it was at the mark is on the disk: only what came later is kept. */
  saved(mask: Mask, mark: Mark): Promise<void> {
    this.savedAt = Math.max(this.savedAt, mark.at);
    const isNewer = () => this.dropped + this.lines.length > mark.at;
    return this.enqueue(() => (isNewer() ? this.rebase(mask, mark) : this.removeUpTo(mark)));
  }

  /** Forgets everything, what is appended meanwhile too. */
  clear(): Promise<void> {
    return this.enqueue(() => this.remove());
  }

  /** Writes no more for now. What is left stays: who closes an image without saving gives its strokes up, by reverting. */
  close(): Promise<void> {
    return this.enqueue(() => {
      this.file.close();
      return Promise.resolve();
    });
  }

  /** Resolves when all that was appended is on the disk, whatever happens to the machine; rejects where it is not. */
  async flush(): Promise<void> {
    await settled(this.folder);
    if (this.header === null) return;
    this.file.extend(this.header, this.lines);
    this.file.sync();
  }

  /** @param copy the file of the base; null: it is the mask on the disk, and is still to be copied */
  private start(base: Mask, copy: string | null, classes: readonly string[], entries: readonly JournalEntry[]): void {
    this.dropped += this.lines.length;
    this.lines = entries.map((entry) => JSON.stringify(entry));
    this.header = { version: 2, width: base.width, height: base.height, base: copy, classes };
    this.file.close();
    this.write();
    const mark = { at: this.dropped, classes };
    if (copy === null) void this.enqueue(() => this.rebase(base, mark));
  }

  /** Goes on in a journal that begins with a copy of this mask, and what came after the mark. */
  private async rebase(mask: Mask, mark: Mark): Promise<void> {
    const png = await encodeMask(mask);
    const { width, height } = mask;
    // Named by its content: one that is there is not written over by another.
    const base = `base-${createHash("sha256").update(png).digest("hex").slice(0, 32)}.png`;
    if (this.header === null || mark.at < this.dropped) return; // forgotten since, or begun anew
    await writeAtomically(path.join(this.folder, base), png);
    if (this.header === null || mark.at < this.dropped) return;
    const lines = this.lines.slice(mark.at - this.dropped);
    const header: JournalHeader = { version: 2, width, height, base, classes: mark.classes };
    this.file.replace(header, lines);
    [this.header, this.lines, this.dropped] = [header, lines, mark.at];
    this.file.sync(); // before what the old one needs goes
    this.file.tidy(base);
  }

  /** Forgets all if nothing came after the mark. */
  private async removeUpTo(mark: Mark): Promise<void> {
    if (this.header !== null && mark.at >= this.dropped) await this.remove();
  }

  private remove(): Promise<void> {
    this.dropped += this.lines.length;
    [this.header, this.lines] = [null, []];
    try {
      this.file.remove();
    } catch (error) {
      const what = "Strokes that are saved or given up could not be removed from";
      this.onFault(new Error(`${what} ${this.folder}. ${sentenceOf(error)}`));
    }
    return Promise.resolve();
  }

  private write(): void {
    try {
      if (this.header !== null) this.file.extend(this.header, this.lines);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.report(error);
      this.isFailing = true;
    }
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    const work = settled(this.folder)
      .then(step)
      .catch((error: unknown) => this.report(error));
    queues.set(this.folder, work);
    void work.then(() => {
      if (queues.get(this.folder) === work) queues.delete(this.folder);
    });
    return work;
  }

  private report(error: unknown): void {
    this.onFault(new Error(`Strokes cannot be kept on the disk until the image is saved. ${sentenceOf(error)}`));
  }
}
