import * as vscode from "vscode";
import type { Stroke } from "../../shared/label/stroke";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { MaskChanged, writeMask } from "../masks/maskFile";
import type { Mask } from "../../shared/picture/picture";
import type { LabelState } from "../../shared/protocol";
import { sameNames, strokeByName } from "./classNames";
import { ImageLabels } from "./imageLabels";
import type { DocumentDependencies } from "./imagePlace";
import type { JournaledMask, LabelEdit } from "./journaledMask";
import type { MaskOnDisk } from "./maskOnDisk";
import { type OwnChoice, type DiskProblem, changedOnDisk } from "./maskProblem";
import type { StrokeJournal } from "./strokeJournal";

/** What has become of a stroke: drawn as it is, or with the values that its classes have here; or why it is not drawn. */
export type Drawing = "drawn" | "renumbered" | { readonly refusal: string };

/**
 * An image that is being labelled, as VS Code has it open: drawn on, saved and reverted. What reads or writes the disk
 * is done one after the other, so that our own saving is no other program's change.
 */
export class LabelDocument implements vscode.CustomDocument {
  private readonly edited = new vscode.EventEmitter<LabelEdit>();
  private readonly image: ImageLabels;
  private queue: Promise<unknown> = Promise.resolve();

  /** A stroke that can be taken back. */
  readonly onDidEdit = this.edited.event;
  /** Pixels changed by undo or redo. */
  readonly onDidPatch: ImageLabels["onDidPatch"];
  readonly onDidMark: ImageLabels["onDidMark"];
  /** Dataset, labels or problem are others now. */
  readonly onDidReload: ImageLabels["onDidReload"];

  constructor(
    readonly uri: vscode.Uri,
    private readonly journal: StrokeJournal,
    dependencies: DocumentDependencies,
  ) {
    this.image = new ImageLabels(uri, journal, dependencies);
    this.onDidPatch = this.image.onDidPatch;
    this.onDidMark = this.image.onDidMark;
    this.onDidReload = this.image.onDidReload;
  }

  /** Null in a folder whose classes have no names yet. */
  get dataset(): DatasetFolder | null {
    return this.image.place.dataset;
  }

  /** Null until the image's size is known, and while there is a problem with the mask on the disk. */
  get labels(): JournaledMask | null {
    return this.image.labels;
  }

  get problem(): DiskProblem | null {
    return this.image.problem;
  }

  /** Why it cannot be read how far the labels on the disk are, in a clause. */
  get stateProblem(): string | null {
    return this.image.stateProblem;
  }

  get maskFile(): string | null {
    return this.disk?.file ?? null;
  }

  /** Where this is no image but a mask, the image that it belongs to. */
  get imageOfMask(): string | null {
    return this.image.place.imageOfMask;
  }

  /** Reads dataset and mask, and what was drawn and neither saved nor given up. */
  open(): Promise<void> {
    const opened = this.enqueue(() => this.image.open());
    opened.catch(() => this.dispose()); // VS Code has none to dispose of then
    return opened;
  }

  /** The edits that were done again at the opening, once. */
  takeRecovered(): readonly LabelEdit[] {
    return this.image.takeRecovered();
  }

  /** The image turned out to have this size. */
  setSize(width: number, height: number): void {
    this.image.setSize(width, height);
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

  /** Says how far the labels are; one step, which can be taken back. */
  mark(state: LabelState): void {
    const { labels } = this;
    if (labels !== null && labels.state !== state) this.edited.fire(labels.mark(state));
  }

  /** Writes the mask; throws a sentence where that is not possible, and then nothing is lost. */
  save(): Promise<void> {
    return this.enqueue(async () => {
      await this.image.askBeforeSaving();
      const { disk, labels } = this;
      if (this.problem !== null) throw new Error(`${this.problem.message} Choose in the editor, then save again.`);
      if (labels === null || disk === null) return; // nothing could be drawn
      const { width, height, values } = labels.mask;
      const snapshot: Mask = { width, height, values: values.slice() };
      const { state } = labels;
      const mark = this.journal.mark(snapshot, labels.classes, state);
      try {
        await disk.write(snapshot, state);
      } catch (error) {
        if (error instanceof MaskChanged) this.image.ask(changedOnDisk(disk.file));
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

  /** The disk has changed under us; `isUnsaved` says whether VS Code knows of strokes that would be lost. */
  checkDisk(isUnsaved: () => boolean): Promise<void> {
    return this.enqueue(async () => {
      if (!this.disk || !(await this.disk.isChanged())) return;
      // VS Code hears of a stroke later than it is drawn.
      if (!isUnsaved() && !this.journal.isUnsaved) return this.reload();
      this.image.ask(changedOnDisk(this.disk.file));
    });
  }

  /** The classes may be others on the disk. */
  checkClasses(isUnsaved: () => boolean): Promise<void> {
    return this.enqueue(async () => {
      if (this.labels === null || this.problem !== null) return;
      if (isUnsaved() || this.journal.isUnsaved) return this.image.followClasses();
      const now = await this.image.place.classesNow();
      if (now !== null && !sameNames(now, this.labels.classes)) await this.reload();
    });
  }

  /** The user has chosen what is done about the problem. */
  choose(choice: OwnChoice): Promise<void> {
    return this.enqueue(async () => {
      await this.image.solve(choice);
      this.tellRecovered();
    });
  }

  /** The classes are getting other values on the disk, and then here; nothing is saved meanwhile. */
  follow(change: Promise<void>, valueOf: ReadonlyMap<number, number>): Promise<void> {
    return this.enqueue(async () => {
      await change;
      await this.image.renumber(valueOf);
      await this.disk?.accept();
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
    this.edited.dispose();
    this.image.dispose();
  }

  private get disk(): MaskOnDisk | null {
    return this.image.place.mask;
  }

  private async reload(): Promise<void> {
    await this.image.reload();
    this.tellRecovered();
  }

  private tellRecovered(): void {
    for (const edit of this.takeRecovered()) this.edited.fire(edit);
  }

  private enqueue<T>(step: () => Promise<T>): Promise<T> {
    const work = this.queue.then(step);
    this.queue = work.catch(() => undefined);
    return work;
  }
}
