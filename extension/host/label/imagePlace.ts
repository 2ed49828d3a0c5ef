import { existsSync } from "node:fs";
import * as path from "node:path";
import type * as vscode from "vscode";
import { unfinishedClasses } from "../../shared/protocol";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { MaskOnDisk } from "./maskOnDisk";
import { type DiskProblem, notAmongImages } from "./maskProblem";

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

  constructor(
    private readonly image: vscode.Uri,
    private readonly dependencies: DocumentDependencies,
  ) {}

  /** Finds dataset and mask anew. */
  async find(): Promise<void> {
    const { dependencies, image } = this;
    this.dataset = await dependencies.datasetOf(image);
    this.around = this.dataset === null ? await dependencies.datasetAround(image) : null;
    if (this.dataset !== null && existsSync(path.join(this.dataset.folder, unfinishedClasses))) {
      await dependencies.finishClasses(this.dataset.folder);
      this.dataset = await dependencies.datasetOf(image);
    }
    const file = this.dataset?.maskPath(image.fsPath);
    if (this.dataset === null || file === undefined) this.mask = null;
    else if (this.mask?.file !== file) this.mask = new MaskOnDisk(file, this.dataset.folder);
  }

  /** Why there is no dataset although there is one around. */
  get problem(): DiskProblem | null {
    return this.around && notAmongImages(this.image.fsPath, this.around.imagesFolder);
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
