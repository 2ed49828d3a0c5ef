import * as vscode from "vscode";
import { EditableMask } from "../../shared/label/editableMask";
import type { Patch } from "../../shared/label/patch";
import type { Stroke } from "../../shared/label/stroke";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { setAside } from "../files/atomicFile";
import { MaskChanged, writeMask } from "../masks/maskFile";
import type { Mask } from "../../shared/picture/picture";
import { sameNames, strokeByName, valuesByName } from "./classNames";
import { type LabelEdit, JournaledMask } from "./journaledMask";
import type { MaskOnDisk, Shared } from "./maskOnDisk";
import { recoverLabels } from "./recoveredLabels";
import { type DocumentDependencies, ImagePlace } from "./imagePlace";
import { type DiskProblem, changedOnDisk, classesChanged, datasetGone, otherSize } from "./maskProblem";
import type { StrokeJournal } from "./strokeJournal";

/** What has become of a stroke: drawn as it is, or with the values that its classes have here; or why it is not drawn. */
export type Drawing = "drawn" | "renumbered" | { readonly refusal: string };

/**
 * An image that is being labelled: its dataset, its labels in memory, and what stands between them and the disk. What
 * reads or writes the disk is done one after the other, so that our own saving is no other program's change.
 */
export class LabelDocument implements vscode.CustomDocument {
  private readonly edited = new vscode.EventEmitter<LabelEdit>();
  private readonly patched = new vscode.EventEmitter<Patch>();
  private readonly reloaded = new vscode.EventEmitter<void>();
  private recovered: LabelEdit[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private readonly place: ImagePlace;
  private size: { width: number; height: number } | null = null;

  /** A stroke that can be taken back. */
  readonly onDidEdit = this.edited.event;
  /** Pixels changed by undo or redo. */
  readonly onDidPatch = this.patched.event;
  /** Dataset, labels or problem are others now. */
  readonly onDidReload = this.reloaded.event;

  /** Null until the image's size is known, and while there is a problem with the mask on the disk. */
  labels: JournaledMask | null = null;
  problem: DiskProblem | null = null;

  constructor(
    readonly uri: vscode.Uri,
    private readonly journal: StrokeJournal,
    dependencies: DocumentDependencies,
  ) {
    this.place = new ImagePlace(uri, dependencies);
  }

  /** Null in a folder whose classes have no names yet. */
  get dataset(): DatasetFolder | null {
    return this.place.dataset;
  }

  get maskFile(): string | null {
    return this.disk?.file ?? null;
  }

  /** Reads dataset and mask, and what was drawn and neither saved nor given up. */
  open(): Promise<void> {
    return this.enqueue(async () => {
      await this.place.find();
      await this.readDisk();
      await this.recover();
    });
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

  /** @param classes the names that its values stand for, where these may be others than ours */
  draw(stroke: Stroke, classes = this.labels?.classes ?? []): Drawing {
    const { labels } = this;
    if (labels === null) return { refusal: "The last stroke was not taken: there were no labels to draw it on." };
    const own = strokeByName(stroke, classes, labels.classes);
    if ("missing" in own) {
      const name = classes[own.missing] ?? "";
      return { refusal: `The last stroke was not taken: its class, "${name}", is gone. Draw it as another.` };
    }
    this.edited.fire(labels.draw(own));
    return own === stroke ? "drawn" : "renumbered";
  }

  /** Writes the mask; throws a sentence where that is not possible, and then nothing is lost. */
  save(): Promise<void> {
    return this.enqueue(async () => {
      if (this.problem === null) await this.followClasses();
      const { disk, labels } = this;
      if (this.problem === null && disk !== null) {
        if (await disk.isChanged()) this.ask(changedOnDisk(disk.file));
        else this.ask(await disk.sharing());
      }
      if (this.problem !== null) throw new Error(`${this.problem.message} Choose in the editor, then save again.`);
      if (labels === null || disk === null) return; // nothing could be drawn
      const { width, height, values } = labels.mask;
      const snapshot: Mask = { width, height, values: values.slice() };
      const mark = this.journal.mark(snapshot, labels.classes);
      try {
        await disk.write(snapshot);
      } catch (error) {
        if (error instanceof MaskChanged) this.ask(changedOnDisk(disk.file));
        throw error;
      }
      void this.journal.saved(snapshot, mark);
    });
  }

  /** Writes the labels into another file; they stay unsaved here. */
  async saveElsewhere(file: string): Promise<void> {
    if (this.labels !== null) await writeMask(file, this.labels.mask);
  }

  /** Goes back to what is on the disk; strokes that waited for their dataset are done again. */
  revert(): Promise<void> {
    return this.enqueue(() => this.reload());
  }

  /** The disk has changed under us; `isUnsaved` says whether there are strokes to lose. */
  checkDisk(isUnsaved: () => boolean): Promise<void> {
    return this.enqueue(async () => {
      if (!this.disk || !(await this.disk.isChanged())) return;
      if (!isUnsaved()) return this.reload();
      this.ask(changedOnDisk(this.disk.file));
    });
  }

  /** The classes may be others on the disk. */
  checkClasses(isUnsaved: () => boolean): Promise<void> {
    return this.enqueue(async () => {
      if (this.labels === null || this.problem !== null) return;
      if (isUnsaved()) return this.followClasses();
      const now = await this.place.classesNow();
      if (now !== null && !sameNames(now, this.labels.classes)) await this.reload();
    });
  }

  /** Moves the mask that does not fit out of the way and begins a new one. */
  beginAnew(): Promise<void> {
    return this.enqueue(async () => {
      if (this.disk) await setAside(this.disk.file);
      await this.reload();
    });
  }

  /** The labels here win over those on the disk. */
  keepMine(): Promise<void> {
    return this.enqueue(async () => {
      await this.disk?.accept();
      await this.askAgain();
    });
  }

  /** The mask that others may use too is written so. */
  share(how: Shared): Promise<void> {
    return this.enqueue(async () => {
      if (this.disk) this.disk.shared = how;
      await this.askAgain();
    });
  }

  /** The labels keep their values, whatever the classes of these are called now. */
  keepValues(): Promise<void> {
    return this.enqueue(async () => {
      await this.place.find();
      this.labels?.renumber(new Map(), this.place.classes);
      this.ask(null);
    });
  }

  /** What the user was asked about may be different now; labels stay. */
  again(): Promise<void> {
    return this.enqueue(() => this.askAgain());
  }

  /** The classes are getting other values on the disk, and then here; nothing is saved meanwhile. */
  follow(change: Promise<void>, valueOf: ReadonlyMap<number, number>): Promise<void> {
    return this.enqueue(async () => {
      await change;
      await this.place.find();
      this.labels?.renumber(valueOf, this.place.classes);
      await this.disk?.accept();
      this.reloaded.fire();
    });
  }

  /** Resolves when nothing that was asked for until now is being done any more. */
  async settled(): Promise<void> {
    await this.queue;
  }

  /** Resolves when every stroke is on the disk. */
  async flush(): Promise<void> {
    await this.journal.flush();
  }

  /** All is on the disk and no file open, since what is around the image is about to move. */
  rest(): Promise<void> {
    return this.enqueue(async () => {
      await this.journal.flush();
      await this.journal.close();
    });
  }

  dispose(): void {
    void this.journal.close();
    for (const emitter of [this.edited, this.patched, this.reloaded]) emitter.dispose();
  }

  private get disk(): MaskOnDisk | null {
    return this.place.mask;
  }

  private enqueue<T>(step: () => Promise<T>): Promise<T> {
    const work = this.queue.then(step);
    this.queue = work.catch(() => undefined);
    return work;
  }

  private ask(problem: DiskProblem | null): void {
    if (problem === null && this.problem === null) return;
    this.problem = problem;
    this.reloaded.fire();
  }

  /** Classes may have changed while something else was asked, and then were not followed. */
  private async askAgain(): Promise<void> {
    this.problem = null;
    await this.followClasses();
    if (this.problem === null && (await this.disk?.isChanged())) this.problem = changedOnDisk(this.maskFile ?? "");
    this.reloaded.fire();
  }

  private async reload(): Promise<void> {
    const isWaiting = this.dataset === null;
    if (!isWaiting) {
      this.labels = null; // what is drawn from here on would begin a journal on labels that are given up
      await this.journal.clear();
    }
    await this.place.find();
    await this.readDisk();
    if (isWaiting) {
      await this.recover();
      for (const edit of this.takeRecovered()) this.edited.fire(edit);
    }
    this.reloaded.fire();
  }

  /** Labels get the values of their classes where these are others on the disk now, or it is asked what they are. */
  private async followClasses(): Promise<void> {
    const { labels } = this;
    if (labels === null) return;
    const names = await this.place.classesNow();
    if (names === null) return this.ask(datasetGone(this.uri.fsPath));
    if (sameNames(names, labels.classes)) return;
    await this.place.find();
    const valueOf = valuesByName(labels.classes, names, labels.mask.values);
    if ("missing" in valueOf) {
      const { missing } = valueOf;
      return this.ask(classesChanged(labels.classes[missing] ?? "", missing, names[missing]));
    }
    labels.renumber(valueOf, names);
    this.reloaded.fire();
  }

  /**
   * Does the strokes again that are in the journal; where the dataset is gone they stay there until it is back. Whether
   * VS Code has a backup does not matter: after a crash, and in a window that closes while one is made, it has none.
   */
  private async recover(): Promise<void> {
    if (this.dataset === null) return;
    const saved = this.labels?.mask ?? null;
    const labelsOf = (mask: Mask, classes: readonly string[]) => this.labelsOf(mask, classes);
    const isMaskThere = this.disk?.isThere ?? false;
    const found = await recoverLabels(this.journal, saved, isMaskThere, this.place.classes, labelsOf);
    if (found === null) return;
    this.recovered = [...found.edits];
    this.labels = found.labels;
    this.problem = found.isConflict ? changedOnDisk(this.maskFile ?? "") : null;
    if (this.problem === null) await this.followClasses();
  }

  private async readDisk(): Promise<void> {
    this.labels = null;
    this.problem = this.place.problem;
    if (this.disk === null || this.dataset === null) return;
    const { mask, problem } = await this.disk.read(this.dataset.classes.length);
    this.problem = problem;
    this.labels = mask && this.labelsOf(mask);
    if (this.size !== null) this.setSize(this.size.width, this.size.height);
  }

  private labelsOf({ width, height, values }: Mask, classes = this.place.classes): JournaledMask {
    const mask = new EditableMask(width, height, values.slice());
    return new JournaledMask(mask, classes, this.journal, (patch) => this.patched.fire(patch));
  }
}
