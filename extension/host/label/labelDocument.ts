import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { EditableMask } from "../../shared/label/editableMask";
import type { Patch } from "../../shared/label/patch";
import type { Stroke } from "../../shared/label/stroke";
import { unfinishedClasses } from "../../shared/protocol";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { fileStamp, setAside } from "../files/atomicFile";
import { type LabelEdit, JournaledMask } from "./journaledMask";
import { MaskChanged, writeMask } from "../masks/maskFile";
import { maskOnDisk, type DiskProblem, changedOnDisk, notAmongImages, otherSize } from "./maskOnDisk";
import type { StrokeJournal } from "./strokeJournal";
import type { Mask } from "../../shared/picture/picture";

/** What a document needs of its surroundings. */
export interface DocumentDependencies {
  datasetOf(image: vscode.Uri): Promise<DatasetFolder | null>;
  /** The dataset that an image lies in without being one of its images. */
  datasetAround(image: vscode.Uri): Promise<DatasetFolder | null>;
  /** Finishes a change of a dataset's classes that was cut off; masks and classes do not fit each other before. */
  finishClasses(folder: string): Promise<void>;
}

/** An image that is being labelled: its dataset, its labels in memory, and what stands between them and the disk. */
export class LabelDocument implements vscode.CustomDocument {
  private readonly edited = new vscode.EventEmitter<LabelEdit>();
  private readonly patched = new vscode.EventEmitter<Patch>();
  private readonly reloaded = new vscode.EventEmitter<void>();
  private recovered: LabelEdit[] = [];
  private classChange: Promise<void> = Promise.resolve();
  /** The dataset that the image is in without being one of its images. */
  private around: DatasetFolder | null = null;
  private stamp: string | null = null;
  private size: { width: number; height: number } | null = null;

  /** A stroke that can be taken back. */
  readonly onDidEdit = this.edited.event;
  /** Pixels changed by undo or redo. */
  readonly onDidPatch = this.patched.event;
  /** Dataset, labels or problem are others now. */
  readonly onDidReload = this.reloaded.event;

  /** Null in a folder whose classes have no names yet. */
  dataset: DatasetFolder | null = null;
  /** Null until the image's size is known, and while there is a problem with the mask on the disk. */
  labels: JournaledMask | null = null;
  problem: DiskProblem | null = null;

  constructor(
    readonly uri: vscode.Uri,
    private readonly journal: StrokeJournal,
    private readonly dependencies: DocumentDependencies,
  ) {}

  get maskFile(): string | null {
    return this.dataset?.maskPath(this.uri.fsPath) ?? null;
  }

  /** Reads dataset and mask, and what was drawn and neither saved nor given up. */
  async open(): Promise<void> {
    await this.findDataset();
    await this.readDisk();
    await this.recover();
  }

  /** The edits that were done again at the opening, once. */
  takeRecovered(): readonly LabelEdit[] {
    return this.recovered.splice(0);
  }

  /** The image turned out to have this size. */
  setSize(width: number, height: number): void {
    this.size = { width, height };
    const mask = this.labels?.mask;
    if (mask && (mask.width !== width || mask.height !== height)) {
      this.problem = otherSize(this.maskFile ?? "", mask, this.size);
      this.labels = null;
      this.reloaded.fire();
    } else if (!mask && !this.problem && this.dataset) {
      this.labels = this.labelsOf({ width, height, values: new Uint8Array(width * height) });
      this.reloaded.fire();
    }
  }

  /** @returns whether it was drawn: not where there is nothing to draw on. */
  draw(stroke: Stroke): boolean {
    if (this.labels === null) return false;
    this.edited.fire(this.labels.draw(stroke));
    return true;
  }

  /** Writes the mask; throws a sentence where that is not possible, and then nothing is lost. */
  async save(): Promise<void> {
    await this.classChange;
    const file = this.maskFile;
    const { labels } = this;
    if (labels === null || file === null) return;
    await this.requireUnchanged(file);
    const { width, height, values } = labels.mask;
    const snapshot: Mask = { width, height, values: values.slice() };
    const mark = this.journal.mark(snapshot, labels.classes);
    let own: string | null = null;
    try {
      await writeMask(file, snapshot, {
        // Encoding takes a while, in which another program may have written it.
        beforeReplacing: async (stamp) => {
          await this.requireUnchanged(file);
          own = stamp;
        },
      });
    } finally {
      const now = await fileStamp(file);
      // After an error too: the mask may be in its place, and only not be safe from a power cut.
      if (own !== null && now === own) this.stamp = now;
    }
    this.stamp = own; // where somebody has written it since, that is to be seen
    void this.journal.saved(snapshot, mark);
  }

  private async requireUnchanged(file: string): Promise<void> {
    if ((await fileStamp(file)) === this.stamp) return;
    this.problem = changedOnDisk(file);
    this.reloaded.fire();
    throw new MaskChanged(
      `${path.basename(file)} was changed by another program. Choose in the editor whose labels to keep, then save again.`,
    );
  }

  /** Goes back to what is on the disk; strokes that waited for their dataset are done again. */
  async revert(): Promise<void> {
    const isWaiting = this.dataset === null;
    if (!isWaiting) {
      this.labels = null; // what is drawn from here on would begin a journal on labels that are given up
      await this.journal.clear();
    }
    await this.findDataset();
    await this.readDisk();
    if (isWaiting) {
      await this.recover();
      for (const edit of this.takeRecovered()) this.edited.fire(edit);
    }
    this.reloaded.fire();
  }

  /** The disk has changed under us; `isUnsaved` says whether there are strokes to lose. */
  async checkDisk(isUnsaved: boolean): Promise<void> {
    const file = this.maskFile;
    if (file === null || (await fileStamp(file)) === this.stamp) return;
    if (!isUnsaved) return this.revert();
    this.problem = changedOnDisk(file);
    this.reloaded.fire();
  }

  /** Moves the mask that does not fit out of the way and begins a new one. */
  async beginAnew(): Promise<void> {
    if (this.maskFile !== null) await setAside(this.maskFile);
    await this.revert();
  }

  /** The labels here win over those on the disk. */
  async keepMine(): Promise<void> {
    if (this.maskFile !== null) this.stamp = await fileStamp(this.maskFile);
    this.problem = null;
    this.reloaded.fire();
  }

  /** The classes are getting other values on the disk, and then here; nothing is saved meanwhile. */
  async follow(change: Promise<void>, valueOf: ReadonlyMap<number, number>): Promise<void> {
    const work = change.then(() => this.renumber(valueOf));
    this.classChange = work.catch(() => undefined);
    await work;
  }

  /** Resolves when every stroke is on the disk. */
  async flush(): Promise<void> {
    await this.journal.flush();
  }

  dispose(): void {
    this.journal.close();
    for (const emitter of [this.edited, this.patched, this.reloaded]) emitter.dispose();
  }

  /**
   * Does the strokes again that are in the journal; where the dataset is gone they stay there until it is back. Whether
   * VS Code has a backup does not matter: after a crash, and in a window that closes while one is made, it has none.
   */
  private async recover(): Promise<void> {
    const saved = this.labels?.mask ?? null;
    const found = this.dataset && (await this.journal.recover(saved));
    if (found === null) return;
    const labels = this.labelsOf(found.base, found.classes ?? this.classNames);
    let edits: LabelEdit[];
    try {
      edits = found.entries.map((entry) => labels.replay(entry)).filter((edit) => edit !== null);
    } catch (error) {
      return this.journal.reject(error);
    }
    if (saved !== null && same(saved.values, labels.mask.values)) return this.journal.clear();
    const isBaseSaved = saved === null ? this.stamp === null : same(saved.values, found.base.values);
    this.recovered = edits;
    this.labels = labels;
    this.problem = isBaseSaved || this.maskFile === null ? null : changedOnDisk(this.maskFile);
    found.resume(this.classNames);
  }

  private async renumber(valueOf: ReadonlyMap<number, number>): Promise<void> {
    await this.findDataset();
    this.labels?.renumber(valueOf, this.classNames);
    if (this.maskFile !== null) this.stamp = await fileStamp(this.maskFile);
    this.reloaded.fire();
  }

  private async findDataset(): Promise<void> {
    const { dependencies, uri } = this;
    this.dataset = await dependencies.datasetOf(uri);
    this.around = this.dataset === null ? await dependencies.datasetAround(uri) : null;
    if (this.dataset === null || !existsSync(path.join(this.dataset.folder, unfinishedClasses))) return;
    await dependencies.finishClasses(this.dataset.folder);
    this.dataset = await dependencies.datasetOf(uri);
  }

  private async readDisk(): Promise<void> {
    const file = this.maskFile;
    this.labels = null;
    this.problem = this.around && notAmongImages(this.uri.fsPath, this.around.imagesFolder);
    if (file === null || this.dataset === null) return;
    const { stamp, mask, problem } = await maskOnDisk(file, this.dataset.classes.length);
    this.stamp = stamp;
    this.problem = problem;
    this.labels = mask && this.labelsOf(mask);
    if (this.size !== null) this.setSize(this.size.width, this.size.height);
  }

  private get classNames(): readonly string[] {
    return this.dataset?.classes.map(({ name }) => name) ?? [];
  }

  private labelsOf({ width, height, values }: Mask, classes = this.classNames): JournaledMask {
    const mask = new EditableMask(width, height, values.slice());
    return new JournaledMask(mask, classes, this.journal, (patch) => this.patched.fire(patch));
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
