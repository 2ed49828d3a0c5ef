import type { MaskChoice, MaskProblem } from "../../shared/label/messages";
import type { Mask } from "../../shared/picture/picture";

/** What is done about an image's labels and its mask alone. */
export type OwnChoice = Exclude<MaskChoice, "addClasses" | "elsewhere" | "openImage">;

/** A problem with the mask, with what it takes to solve it. */
export interface DiskProblem extends MaskProblem {
  /** The highest class of a mask that has more than the dataset. */
  readonly highestClass?: number;
}

const choices: Record<MaskChoice, MaskProblem["choices"][number]> = {
  retry: { id: "retry", label: "Try Again", detail: "After you have corrected the file." },
  setAside: { id: "setAside", label: "Begin a New Mask", detail: "The file is kept beside it under another name." },
  addClasses: { id: "addClasses", label: "Add the Classes", detail: "Under names that you can change afterwards." },
  load: { id: "load", label: "Load Theirs", detail: "Strokes that are not saved here are dropped." },
  keep: { id: "keep", label: "Keep Mine", detail: "Saving replaces the file on the disk." },
  byValue: { id: "byValue", label: "Keep the Values", detail: "For a class that has only another name now." },
  again: { id: "again", label: "Try Again", detail: "Your strokes are kept meanwhile, even when the window closes." },
  elsewhere: { id: "elsewhere", label: "Save Elsewhere…", detail: "The labels go into a mask that you name." },
  own: { id: "own", label: "Make It a File of Its Own", detail: "What is elsewhere stays as it is." },
  openImage: { id: "openImage", label: "Open Its Image", detail: "The labels are drawn there." },
  ownDataset: {
    id: "ownDataset",
    label: "Label Its Folder by Itself",
    detail: "The folder becomes a dataset of its own; nothing is moved.",
  },
  through: { id: "through", label: "Write Where It Leads", detail: "The file there is replaced." },
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
  return problem(
    `${image} is in a dataset, but not in ${imagesFolder}, where its images are. Move it there to label it with them.`,
    "ownDataset",
    "retry",
  );
}

export function isMask(mask: string, image: string | null): MaskProblem {
  if (image === null) return problem(`${mask} is among the masks of a dataset, and no image has its name.`, "retry");
  return problem(`${mask} is a mask: the labels of ${image}.`, "openImage");
}

/** Images whose names differ only in their endings. */
export function oneMask(names: readonly string[]): MaskProblem {
  return problem(
    `${names.join(" and ")} have one mask, as their names differ only in the ending: labels of one would be those of the other. Rename all but one.`,
    "retry",
  );
}

export function changedOnDisk(file: string): MaskProblem {
  return problem(`Another program has changed ${file} while you have strokes that are not saved.`, "keep", "load");
}

/** `missing` is a class that labels are of and that the dataset does not have any more. */
export function classesChanged(missing: string, value: number, now: string | undefined): MaskProblem {
  const what = now === undefined ? `no class has its value, ${value}` : `its value, ${value}, is "${now}"`;
  return problem(
    `The dataset has no class "${missing}" any more, which you have drawn; ${what}. If seg.json is wrong, correct it first.`,
    ...(now === undefined ? [] : (["byValue"] as const)),
    "again",
    "load",
  );
}

export function datasetGone(image: string): MaskProblem {
  return problem(
    `${image} is in no dataset any more, so its mask was not saved. Was a folder renamed or moved? Move it back, or save the labels elsewhere.`,
    "again",
    "elsewhere",
  );
}

export function leadsElsewhere(file: string, target: string): MaskProblem {
  return problem(
    `${file} is a link out of the dataset, to ${target}, which others may use too. Its labels were not saved yet.`,
    "own",
    "through",
  );
}

export function folderElsewhere(file: string, target: string): MaskProblem {
  return problem(
    `The folder of ${file} leads out of the dataset, to ${target}, which others may use too. Its labels were not saved yet.`,
    "through",
    "elsewhere",
  );
}

export function hasOtherNames(file: string): MaskProblem {
  return problem(
    `${file} is one of several names of a file, such as a cache gives. Its labels were not saved yet.`,
    "own",
    "elsewhere",
  );
}

type Size = Pick<Mask, "width" | "height">;

function problem(message: string, ...ids: MaskChoice[]): MaskProblem {
  return { message, choices: ids.map((id) => choices[id]) };
}
