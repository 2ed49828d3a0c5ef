import { fileStamp } from "../files/fileStamp";
import { type MaskValues, UnusableMask, highestClass, readMask } from "./maskFile";
import { type DiskProblem, strangeClass, unusable } from "./maskProblems";

/** What is on the disk for an image: its labels, or why they cannot be shown; neither where nothing is labelled yet. */
export interface MaskOnDisk {
  /** Of the moment before reading, so that a later change is seen. */
  readonly stamp: string | null;
  readonly mask: MaskValues | null;
  readonly problem: DiskProblem | null;
}

export async function maskOnDisk(file: string, classes: number): Promise<MaskOnDisk> {
  const stamp = await fileStamp(file);
  try {
    const mask = await readMask(file);
    const highest = mask === null ? 0 : highestClass(mask);
    return highest < classes
      ? { stamp, mask, problem: null }
      : { stamp, mask: null, problem: strangeClass(file, highest, classes) };
  } catch (error) {
    if (!(error instanceof UnusableMask)) throw error;
    return { stamp, mask: null, problem: unusable(error.message) };
  }
}
