import { type Dirent, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { LabelClass } from "../../shared/label/messages";
import { ImageList, byStem, comparable, isImageName, maskName, stemOf } from "./imageList";
import { labelStateEnding, segJsonName } from "../../shared/protocol";
import { type FoundState, readState, stateFile } from "./labelStates";
import { type SegJson, readSegJson } from "./segJson";

/** How many small files are read at once. */
const together = 32;

/** A folder with `seg.json`, images and masks. */
export class DatasetFolder {
  constructor(
    /** The full path of the dataset. */
    readonly folder: string,
    private readonly config: SegJson,
  ) {}

  /** Reads the `seg.json` of a folder, with the errors of {@link readSegJson}. */
  static async read(folder: string): Promise<DatasetFolder> {
    return new DatasetFolder(folder, await readSegJson(folder));
  }

  /** A class's place is its value in the masks; the first is the background. */
  get classes(): readonly LabelClass[] {
    return this.config.classes;
  }

  /** Which page of a TIFF is labelled, from 1. */
  get page(): number {
    return this.config.page;
  }

  get imagesFolder(): string {
    return path.join(this.folder, this.config.images);
  }

  get masksFolder(): string {
    return path.join(this.folder, this.config.masks);
  }

  get modelsFolder(): string {
    return path.join(this.folder, "models");
  }

  /** Whether a file is one of the images by its name and place, there or not. */
  contains(file: string): boolean {
    return path.dirname(file) === this.imagesFolder && isImageName(file);
  }

  /** The full path of an image's mask, there or not; in another Unicode form of its name where it is there in that. */
  maskPath(image: string): string {
    const name = maskName(image);
    const usual = path.join(this.masksFolder, name);
    const others = [name.normalize("NFC"), name.normalize("NFD")].map((each) => path.join(this.masksFolder, each));
    return [usual, ...others].find((file) => existsSync(file)) ?? usual;
  }

  /** The image that a file in the folder of the masks is the mask of; null: of none. */
  async imageOf(mask: string): Promise<string | null> {
    if (path.dirname(mask) !== this.masksFolder) return null;
    return (await this.imageFiles()).find((image) => isOneStem(image, mask)) ?? null;
  }

  /** The names of all images that have the mask of one, whose own is among them. */
  async sharingMask(image: string): Promise<readonly string[]> {
    const sharing = (await this.imageFiles()).filter((each) => isOneStem(each, image));
    return sharing.map((each) => path.basename(each));
  }

  /** The full paths of all images in the order of their stems. */
  async imageFiles(): Promise<readonly string[]> {
    const names = (await fileNames(this.imagesFolder)).filter(isImageName);
    return names.map((name) => path.join(this.imagesFolder, name)).sort(byStem);
  }

  /** The images as they are now, and which are labelled. Two folders are listed, however many files they have, and the states read of masks that are not simply done. */
  async images(): Promise<ImageList> {
    const [files, masks] = await Promise.all([this.imageFiles(), fileNames(this.masksFolder)]);
    return new ImageList(files, masks, await this.states(masks));
  }

  /** The states of masks that have a file of it, by the names of the masks. */
  private async states(names: readonly string[]): Promise<ReadonlyMap<string, FoundState>> {
    const there = new Set(names);
    const masks = names.filter((name) => name.endsWith(".png") && there.has(stateFile(name)));
    const found = new Map<string, FoundState>();
    // Some at a time: a process may have so many files open and no more.
    for (let at = 0; at < masks.length; at += together)
      for (const [name, state] of await Promise.all(masks.slice(at, at + together).map((mask) => this.state(mask))))
        found.set(name, state);
    return found;
  }

  private async state(mask: string): Promise<readonly [string, FoundState]> {
    return [mask, await readState(path.join(this.masksFolder, mask))];
  }
}

/**
 * The dataset of an image: the nearest folder above it with a `seg.json` whose folder of images holds it. Null where
 * there is none up to `top`, the workspace folder. A `seg.json` on the way that cannot be read is an error.
 */
export async function findDataset(image: string, top: string): Promise<DatasetFolder | null> {
  for (const folder of foldersAbove(image, top)) {
    if (!existsSync(path.join(folder, segJsonName))) continue;
    const dataset = await DatasetFolder.read(folder);
    if (dataset.contains(image)) return dataset;
  }
  return null;
}

/** The nearest dataset around a file up to `top`, whether the file is one of its images or not. */
export async function datasetAround(file: string, top: string): Promise<DatasetFolder | null> {
  const folder = [...foldersAbove(file, top)].find((each) => existsSync(path.join(each, segJsonName)));
  return folder === undefined ? null : DatasetFolder.read(folder);
}

function* foldersAbove(file: string, top: string): Generator<string> {
  const way = path.relative(top, path.dirname(file));
  if (way.split(path.sep)[0] === "..") return;
  const names = way === "" ? [] : way.split(path.sep);
  for (let count = names.length; count >= 0; count--) yield path.join(top, ...names.slice(0, count));
}

function isOneStem(a: string, b: string): boolean {
  return comparable(stemOf(a)) === comparable(stemOf(b));
}

/** The files of a folder; none where there is no folder. */
async function fileNames(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // Whatever stands in the place of a state's file counts: what it is not cannot be read.
    const counts = (entry: Dirent) => entry.isFile() || entry.isSymbolicLink() || entry.name.endsWith(labelStateEnding);
    return entries.filter(counts).map((entry) => entry.name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
