import { fileStamp } from "../files/atomicFile";
import { UnusableMask, highestClass, readMask } from "../masks/maskFile";
import type { MaskProblem } from "../../shared/label/messages";
import type { Mask } from "../../shared/picture/picture";

/** What is on the disk for an image: its labels, or why they cannot be shown; neither where nothing is labelled yet. */
export interface MaskOnDisk {
  /** Of the moment before reading, so that a later change is seen. */
  readonly stamp: string | null;
  readonly mask: Mask | null;
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

/** What the user can choose where the mask on the disk does not simply become the one in the editor. */
export type Choice = "retry" | "setAside" | "addClasses" | "load" | "keep";

/** A problem with the mask, with what it takes to solve it. */
export interface DiskProblem extends MaskProblem {
  /** The highest class of a mask that has more than the dataset. */
  readonly highestClass?: number;
}

const choices: Record<Choice, MaskProblem["choices"][number]> = {
  retry: { id: "retry", label: "Try Again", detail: "After you have corrected the file." },
  setAside: { id: "setAside", label: "Begin a New Mask", detail: "The file is kept beside it under another name." },
  addClasses: { id: "addClasses", label: "Add the Classes", detail: "Under names that you can change afterwards." },
  load: { id: "load", label: "Load Theirs", detail: "Strokes that are not saved here are dropped." },
  keep: { id: "keep", label: "Keep Mine", detail: "Saving replaces the file on the disk." },
};

export function unusable(sentence: string): MaskProblem {
  return problem(sentence, "setAside", "retry");
}

export function otherSize(file: string, mask: Size, image: Size): MaskProblem {
  return unusable(
    `The mask ${file} has ${mask.width} × ${mask.height} pixels and the image ${image.width} × ${image.height}; they do not belong together.`,
  );
}

export function strangeClass(file: string, highest: number, classes: number): DiskProblem {
  const message = `The mask ${file} uses class ${highest}, and the classes are 0 to ${classes - 1}.`;
  return { ...problem(message, "addClasses", "setAside", "retry"), highestClass: highest };
}

export function notAmongImages(image: string, imagesFolder: string): MaskProblem {
  return problem(`${image} is in a dataset, but not in ${imagesFolder}, where its images are. Move it there.`, "retry");
}

export function changedOnDisk(file: string): MaskProblem {
  return problem(`Another program has changed ${file} while you have strokes that are not saved.`, "keep", "load");
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function problem(message: string, ...ids: Choice[]): MaskProblem {
  return { message, choices: ids.map((id) => choices[id]) };
}
