import path from "node:path";
import { naturalOrder } from "../../shared/naturalOrder";
import type { LabelState } from "../../shared/protocol";
import type { FoundState } from "./labelStates";

/** Where one can go from an image. */
export type Direction = "next" | "previous" | "nextUnlabelled";

/** The images of a dataset at one moment, in the order of their stems, and how far their labels are. */
export class ImageList {
  /** How many are done. */
  readonly labelledCount: number;
  readonly inProgressCount: number;
  private readonly places: ReadonlyMap<string, number>;
  private readonly masks: ReadonlySet<string>;
  private readonly states: ReadonlyMap<string, FoundState>;

  /**
   * @param files full paths in their order
   * @param masks the names of the files in the folder of the masks
   * @param states those of masks that have a file of it, by the names of the masks; others are done
   */
  constructor(
    readonly files: readonly string[],
    masks: Iterable<string>,
    states: ReadonlyMap<string, FoundState> = new Map(),
  ) {
    this.states = new Map([...states].map(([name, found]) => [comparable(name), found]));
    this.masks = new Set([...masks].map(comparable));
    this.places = new Map(files.map((file, index) => [file, index]));
    const count = (...wanted: LabelState[]) => files.filter((file) => wanted.includes(this.stateOf(file).state)).length;
    this.labelledCount = count("done", "noObjects");
    this.inProgressCount = count("inProgress");
  }

  /** How far an image's labels are. */
  stateOf(file: string): FoundState {
    if (!this.isLabelled(file)) return { state: "notLabelled", problem: null };
    return this.states.get(comparable(maskName(file))) ?? { state: "done", problem: null };
  }

  /** Whether all of its objects are labelled, or there are none. */
  isDone(file: string): boolean {
    return ["done", "noObjects"].includes(this.stateOf(file).state);
  }

  /** Whether it has a mask, finished or not. */
  isLabelled(file: string): boolean {
    return this.masks.has(comparable(maskName(file)));
  }

  /** The place of an image from 0, or -1. */
  indexOf(file: string): number {
    return this.places.get(file) ?? -1;
  }

  /** The image there, or null. The next unlabelled one is searched after the image and then from the beginning. */
  neighbour(file: string, direction: Direction): string | null {
    const index = this.indexOf(file);
    if (index < 0) return null;
    switch (direction) {
      case "next":
        return this.files[index + 1] ?? null;
      case "previous":
        return this.files[index - 1] ?? null;
      case "nextUnlabelled":
        return [...this.files.slice(index + 1), ...this.files.slice(0, index)].find((f) => !this.isLabelled(f)) ?? null;
    }
  }
}

/** What names an image, its mask and its predictions: the file name without its ending. */
export function stemOf(file: string): string {
  return path.parse(file).name;
}

/**
 * A name in the form in which it is compared: "ä" may be written as one sign or as two, and a disk, an archive or another
 * system changes between them.
 */
export function comparable(name: string): string {
  return name.normalize("NFC");
}

/** The file name of an image's mask. */
export function maskName(image: string): string {
  return `${stemOf(image)}.png`;
}

/** Whether a file's name is that of an image; the server has the same list of endings. */
export function isImageName(file: string): boolean {
  return /^[^.].*\.(png|jpe?g|bmp|tiff?)$/i.test(path.basename(file));
}

/** In the natural order of stems, as the server does it; files of one stem by their endings. */
export function byStem(a: string, b: string): number {
  return naturalOrder(stemOf(a), stemOf(b)) || naturalOrder(a, b);
}
