import { existsSync } from "node:fs";
import * as path from "node:path";
import type * as vscode from "vscode";
import { unfinishedClasses } from "../../shared/protocol";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { MaskOnDisk } from "./maskOnDisk";
import { type DiskProblem, isMask, notAmongImages, oneMask } from "./maskProblem";

/** What a document needs of its surroundings. */
export interface DocumentDependencies {
  datasetOf(image: vscode.Uri): Promise<DatasetFolder | null>;
  /** The dataset that an image lies in without being one of its images. */
  datasetAround(image: vscode.Uri): Promise<DatasetFolder | null>;
  /** Finishes a change of a dataset's classes that was cut off; masks and classes do not fit each other before. */
  finishClasses(folder: string): Promise<void>;
}

/** Where an image belongs: its dataset and its mask, as they were found last. */
export class ImagePlace {
  /** Null in a folder whose classes have no names yet. */
  dataset: DatasetFolder | null = null;
  mask: MaskOnDisk | null = null;
  /** The dataset that the image is in without being one of its images. */
  private around: DatasetFolder | null = null;
  /** Where it is one of that dataset's masks, its image. */
  imageOfMask: string | null = null;
  /** Its folder is to be a dataset of its own, whatever is around it. */
  isApart = false;
  /** The names of all images that have its mask. */
  private sharing: readonly string[] = [];

  constructor(
    private readonly image: vscode.Uri,
    private readonly dependencies: DocumentDependencies,
  ) {}

  /** Finds dataset and mask anew. */
  async find(): Promise<void> {
    const { dependencies, image } = this;
    this.dataset = await dependencies.datasetOf(image);
    this.around = this.dataset === null && !this.isApart ? await dependencies.datasetAround(image) : null;
    this.imageOfMask = (await this.around?.imageOf(image.fsPath)) ?? null;
    if (this.dataset !== null && existsSync(path.join(this.dataset.folder, unfinishedClasses))) {
      await dependencies.finishClasses(this.dataset.folder);
      this.dataset = await dependencies.datasetOf(image);
    }
    this.sharing = (await this.dataset?.sharingMask(image.fsPath)) ?? [];
    const file = this.dataset?.maskPath(image.fsPath);
    if (this.dataset === null || file === undefined) this.mask = null;
    else if (this.mask?.file !== file) this.mask = new MaskOnDisk(file, this.dataset.folder);
  }

  /** Why the image cannot be labelled where it is. */
  get problem(): DiskProblem | null {
    const { around, image, sharing } = this;
    if (sharing.length > 1) return oneMask(sharing);
    if (around === null) return null;
    if (path.dirname(image.fsPath) === around.masksFolder) return isMask(image.fsPath, this.imageOfMask);
    return notAmongImages(image.fsPath, around.imagesFolder);
  }

  /** The names of the dataset's classes, by their values, when it was found. */
  get classes(): readonly string[] {
    return this.dataset?.classes.map(({ name }) => name) ?? [];
  }

  /** The names as they are now; null where the image is in no dataset any more. */
  async classesNow(): Promise<readonly string[] | null> {
    const now = await this.dependencies.datasetOf(this.image);
    return now && now.classes.map(({ name }) => name);
  }
}
