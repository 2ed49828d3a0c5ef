import * as fs from "node:fs/promises";
import * as path from "node:path";
import { holds } from "../datasets/datasetChange";
import { fileStamp, linkTarget } from "../files/atomicFile";
import { MaskChanged, UnusableMask, highestClass, readMask, writeMask } from "../masks/maskFile";
import type { Mask } from "../../shared/picture/picture";
import {
  type DiskProblem,
  folderElsewhere,
  hasOtherNames,
  leadsElsewhere,
  strangeClass,
  unusable,
} from "./maskProblem";

/** What is on the disk for an image: its labels, or why they cannot be shown; neither where nothing is labelled yet. */
interface Read {
  readonly mask: Mask | null;
  readonly problem: DiskProblem | null;
}

/** How a mask is written that others may use too; null: that is to be asked first. */
export type Shared = "own" | "through" | null;

/** The file of an image's mask, and whether others have changed it since we last read or wrote it. */
export class MaskOnDisk {
  /** Of the moment before reading, so that a later change is seen. */
  private stamp: string | null = null;
  shared: Shared = null;

  constructor(
    readonly file: string,
    private readonly dataset: string,
  ) {}

  /** @param classes how many there are */
  async read(classes: number): Promise<Read> {
    await this.accept();
    try {
      const mask = await readMask(this.file);
      const highest = mask === null ? 0 : highestClass(mask);
      return highest < classes
        ? { mask, problem: null }
        : { mask: null, problem: strangeClass(this.file, highest, classes) };
    } catch (error) {
      if (!(error instanceof UnusableMask)) throw error;
      return { mask: null, problem: unusable(error.message) };
    }
  }

  /** Whether there was a file when it was read. */
  get isThere(): boolean {
    return this.stamp !== null;
  }

  async isChanged(): Promise<boolean> {
    return (await fileStamp(this.file)) !== this.stamp;
  }

  /** What is there now is known, and may be replaced. */
  async accept(): Promise<void> {
    this.stamp = await fileStamp(this.file);
  }

  /** Why the file may not be written without a choice, since others may use what it leads to. */
  async sharing(): Promise<DiskProblem | null> {
    if (this.shared === "through") return null;
    const target = await linkTarget(this.file);
    if (this.shared === "own" && target !== this.file) return null;
    const folder = await fs.realpath(path.dirname(target)).catch(() => null);
    if (folder === null) return null; // whatever is missing, writing will say
    const real = path.join(folder, path.basename(target));
    if (!holds(await fs.realpath(this.dataset), real))
      return target === this.file ? folderElsewhere(this.file, folder) : leadsElsewhere(this.file, real);
    const names = await fs.stat(target).then(
      ({ nlink }) => nlink,
      () => 1,
    );
    return names > 1 && this.shared === null ? hasOtherNames(this.file) : null;
  }

  /** Throws {@link MaskChanged} where another program wrote it, even while ours was being made ready. */
  async write(mask: Mask): Promise<void> {
    let own: string | null = null;
    try {
      await writeMask(this.file, mask, {
        isOwn: this.shared === "own",
        // Encoding takes a while, in which another program may have written it.
        beforeReplacing: async (stamp) => {
          if (await this.isChanged()) throw new MaskChanged(`${path.basename(this.file)} was changed.`);
          own = stamp;
        },
      });
      this.stamp = own; // where somebody has written it since, that is to be seen
    } catch (error) {
      // The mask may be in its place, and only not be safe from a power cut.
      if (own !== null && (await fileStamp(this.file)) === own) this.stamp = own;
      throw error;
    }
  }
}
