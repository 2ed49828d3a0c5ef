import * as vscode from "vscode";
import { EditableMask } from "../../shared/label/editableMask";
import type { Patch } from "../../shared/label/patch";
import { setAside } from "../files/atomicFile";
import type { Mask } from "../../shared/picture/picture";
import type { LabelState } from "../../shared/protocol";
import { sameNames, valuesByName } from "./classNames";
import { type DocumentDependencies, ImagePlace } from "./imagePlace";
import { type LabelEdit, JournaledMask } from "./journaledMask";
import { type OwnChoice, type DiskProblem, changedOnDisk, classesChanged, datasetGone, otherSize } from "./maskProblem";
import { recoverLabels } from "./recoveredLabels";
import type { StrokeJournal } from "./strokeJournal";

/**
 * The labels of an image in memory, or what has to be asked before there are any that can be saved: read from the disk,
 * with what the journal has done again on them, and in the values that their classes have now. One of its methods at a
 * time may be at work.
 */
export class ImageLabels {
  private readonly patched = new vscode.EventEmitter<Patch>();
  private readonly marked = new vscode.EventEmitter<LabelState>();
  private readonly reloaded = new vscode.EventEmitter<void>();
  private recovered: LabelEdit[] = [];
  private size: { width: number; height: number } | null = null;

  /** Pixels changed by undo or redo. */
  readonly onDidPatch = this.patched.event;
  /** How far the labels are is something else now. */
  readonly onDidMark = this.marked.event;
  /** Dataset, labels or problem are others now. */
  readonly onDidReload = this.reloaded.event;

  readonly place: ImagePlace;
  /** Null until the image's size is known, and while there is a problem with the mask on the disk. */
  labels: JournaledMask | null = null;
  problem: DiskProblem | null = null;
  /** Why it cannot be read how far the labels on the disk are, in a clause. */
  stateProblem: string | null = null;
  private saved: LabelState = "notLabelled";

  constructor(
    private readonly image: vscode.Uri,
    private readonly journal: StrokeJournal,
    dependencies: DocumentDependencies,
  ) {
    this.place = new ImagePlace(image, dependencies);
  }

  /** Reads dataset and mask, and what was drawn and neither saved nor given up. */
  async open(): Promise<void> {
    await this.place.find();
    await this.readDisk();
    await this.recover();
  }

  /** The edits that were done again from the journal, once. */
  takeRecovered(): readonly LabelEdit[] {
    return this.recovered.splice(0);
  }

  /** The image turned out to have this size. */
  setSize(width: number, height: number): void {
    this.size = { width, height };
    const mask = this.labels?.mask;
    if (mask && (mask.width !== width || mask.height !== height)) {
      this.problem = otherSize(this.maskFile, mask, this.size);
      this.labels = null;
      this.reloaded.fire();
    } else if (!mask && !this.problem && this.place.dataset) {
      this.labels = this.labelsOf({ width, height, values: new Uint8Array(width * height) });
      this.reloaded.fire();
    }
  }

  /** Goes back to what is on the disk; strokes that waited for their dataset are done again. */
  async reload(): Promise<void> {
    const isWaiting = this.isWaiting;
    if (!isWaiting) {
      this.recovered = [];
      this.labels = null; // what is drawn from here on would begin a journal on labels that are given up
      await this.journal.clear();
    }
    await this.place.find();
    await this.readDisk();
    if (isWaiting) await this.recover();
    this.reloaded.fire();
  }

  /** Asks what has to be answered before the labels are written. */
  async askBeforeSaving(): Promise<void> {
    if (this.problem === null) await this.followClasses();
    const { mask } = this.place;
    if (this.problem !== null || mask === null) return;
    if (await mask.isChanged()) return this.ask(changedOnDisk(mask.file));
    const isNothing = this.labels?.state === "notLabelled" && !mask.isThere;
    this.ask(isNothing ? null : await mask.sharing());
  }

  /** Does what the user has chosen where labels and disk do not simply go together. */
  async solve(choice: OwnChoice): Promise<void> {
    const { mask } = this.place;
    switch (choice) {
      case "keep":
        await mask?.accept();
        return this.askAgain();
      case "own":
      case "through":
        if (mask) mask.shared = choice;
        return this.askAgain();
      case "again":
        return this.askAgain();
      case "ownDataset":
        this.place.isApart = true;
        return this.reload();
      case "byValue":
        await this.renumber(new Map());
        return this.ask(null);
      case "setAside":
        if (mask) await setAside(mask.file);
        return this.reload();
      case "load":
      case "retry":
        return this.reload();
    }
  }

  /** Labels get the values of their classes where these are others on the disk now, or it is asked what they are. */
  async followClasses(): Promise<void> {
    const { labels } = this;
    if (labels === null) return;
    const names = await this.place.classesNow();
    if (names === null) return this.ask(datasetGone(this.image.fsPath));
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

  /** What is asked of the user; null: nothing any more. */
  ask(problem: DiskProblem | null): void {
    if (problem === null && this.problem === null) return;
    this.problem = problem;
    this.reloaded.fire();
  }

  /** The labels are of the classes on the disk, in these values. */
  async renumber(valueOf: ReadonlyMap<number, number>): Promise<void> {
    await this.place.find();
    this.labels?.renumber(valueOf, this.place.classes);
    this.reloaded.fire();
  }

  dispose(): void {
    for (const emitter of [this.patched, this.marked, this.reloaded]) emitter.dispose();
  }

  /** Classes may have changed while something else was asked, and then were not followed. */
  private async askAgain(): Promise<void> {
    this.problem = null;
    await this.followClasses();
    if (this.problem === null && (await this.place.mask?.isChanged())) this.problem = changedOnDisk(this.maskFile);
    this.reloaded.fire();
  }

  /** Strokes in the journal wait until the image can be labelled where it is. */
  private get isWaiting(): boolean {
    return this.place.dataset === null || this.place.problem !== null;
  }

  private get maskFile(): string {
    return this.place.mask?.file ?? "";
  }

  /**
   * Does the strokes again that are in the journal; where the dataset is gone they stay there until it is back. Whether
   * VS Code has a backup does not matter: after a crash, and in a window that closes while one is made, it has none.
   */
  private async recover(): Promise<void> {
    if (this.isWaiting) return;
    const saved = this.labels?.mask ?? null;
    const labelsOf = (mask: Mask, classes: readonly string[]) => this.labelsOf(mask, classes);
    const isMaskThere = this.place.mask?.isThere ?? false;
    const found = await recoverLabels(this.journal, saved, this.saved, isMaskThere, this.place.classes, labelsOf);
    if (found === null) return;
    this.recovered = [...found.edits];
    this.labels = found.labels;
    this.problem = found.isConflict ? changedOnDisk(this.maskFile) : null;
    if (this.problem === null) await this.followClasses();
  }

  private async readDisk(): Promise<void> {
    [this.labels, this.saved, this.stateProblem] = [null, "notLabelled", null];
    this.problem = this.place.problem;
    const { dataset, mask: disk } = this.place;
    if (disk === null || dataset === null || this.problem !== null) return;
    const { mask, problem, state, stateProblem } = await disk.read(dataset.classes.length);
    [this.saved, this.stateProblem, this.problem] = [state, stateProblem, problem];
    this.labels = mask && this.labelsOf(mask);
    if (this.size !== null) this.setSize(this.size.width, this.size.height);
  }

  private labelsOf({ width, height, values }: Mask, classes = this.place.classes): JournaledMask {
    const mask = new EditableMask(width, height, values.slice());
    return new JournaledMask(mask, classes, this.journal, this.saved, {
      patched: (patch) => this.patched.fire(patch),
      marked: (state) => this.marked.fire(state),
    });
  }
}
