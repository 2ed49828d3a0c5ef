import * as fs from "node:fs/promises";
import * as path from "node:path";
import { holds } from "../datasets/datasetChange";
import { readState, stateFile, stateText } from "../datasets/labelStates";
import { fileStamp, linkTarget, removeFile, writeAtomically } from "../files/atomicFile";
import { MaskChanged, UnusableMask, highestClass, readMask, writeMask } from "../masks/maskFile";
import { clauseOf } from "../../shared/errorText";
import type { Mask } from "../../shared/picture/picture";
import type { LabelState } from "../../shared/protocol";
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
  readonly state: LabelState;
  /** Why the state cannot be read, in a clause. */
  readonly stateProblem: string | null;
}

/** How a mask is written that others may use too; null: that is to be asked first. */
export type Shared = "own" | "through" | null;

/** The files of an image's mask and of its state, and whether others have changed them since we last read or wrote them. */
export class MaskOnDisk {
  /** Of the moment before reading, so that a later change is seen. */
  private stamp: string | null = null;
  private stateStamp: string | null = null;
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
      if (mask === null) return { mask, problem: null, state: "notLabelled", stateProblem: null };
      const { state, problem: stateProblem } = await readState(this.file);
      const highest = highestClass(mask);
      return highest < classes
        ? { mask, problem: null, state, stateProblem }
        : { mask: null, problem: strangeClass(this.file, highest, classes), state, stateProblem };
    } catch (error) {
      if (!(error instanceof UnusableMask)) throw error;
      return { mask: null, problem: unusable(error.message), state: "notLabelled", stateProblem: null };
    }
  }

  /** Whether there was a file when it was read. */
  get isThere(): boolean {
    return this.stamp !== null;
  }

  async isChanged(): Promise<boolean> {
    return (await this.isMaskChanged()) || (await fileStamp(stateFile(this.file))) !== this.stateStamp;
  }

  /** What is there now is known, and may be replaced. */
  async accept(): Promise<void> {
    this.stateStamp = await fileStamp(stateFile(this.file));
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

  /**
   * Writes mask and state; of what is not labelled there is neither. After a kill between the two an unfinished mask never
   * counts as done. Throws {@link MaskChanged} where another program wrote the mask, even while ours was being made ready.
   */
  async write(mask: Mask, state: LabelState): Promise<void> {
    if (state === "inProgress") await this.writeState(state);
    if (state === "notLabelled") await this.removeMask();
    else await this.writeMask(mask);
    if (state !== "inProgress") await this.writeState(state);
  }

  private async isMaskChanged(): Promise<boolean> {
    return (await fileStamp(this.file)) !== this.stamp;
  }

  private async removeMask(): Promise<void> {
    if (await this.isMaskChanged()) throw new MaskChanged(`${path.basename(this.file)} was changed.`);
    if (this.stamp === null) return;
    try {
      await removeFile(this.file);
      this.stamp = null;
    } catch (error) {
      this.stamp = await fileStamp(this.file);
      throw new Error(
        `The mask could not be removed: ${clauseOf(error)}. Correct the permissions of its folder, then save again.`,
        { cause: error },
      );
    }
  }

  private async writeState(state: LabelState): Promise<void> {
    const file = stateFile(this.file);
    const text = stateText(state);
    if (text === null ? this.stateStamp === null : await this.says(state)) return;
    try {
      // Never through a link: such a file leads nowhere that is ours.
      await (text === null ? removeFile(file) : writeAtomically(file, text, { isOwn: true }));
    } catch (error) {
      throw new Error(
        `How far the labels are could not be saved: ${clauseOf(error)}. Free some space or correct the permissions of the folder, then save again.`,
        { cause: error },
      );
    } finally {
      this.stateStamp = await fileStamp(file);
    }
  }

  /** Whether the file is there and says so; a mask that is yet to come does not matter. */
  private async says(state: LabelState): Promise<boolean> {
    const found = await readState(this.file);
    return found.problem === null && found.state === state;
  }

  private async writeMask(mask: Mask): Promise<void> {
    let own: string | null = null;
    try {
      await writeMask(this.file, mask, {
        isOwn: this.shared === "own",
        // Encoding takes a while, in which another program may have written it.
        beforeReplacing: async (stamp) => {
          if (await this.isMaskChanged()) throw new MaskChanged(`${path.basename(this.file)} was changed.`);
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
