import type { EditableMask } from "../../shared/label/editableMask";
import { type Patch, patchOf, withValues } from "../../shared/label/patch";
import type { Stroke } from "../../shared/label/stroke";
import type { LabelState } from "../../shared/protocol";
import { renumber } from "./classNames";
import { decodeStroke, encodeStroke } from "./strokeJson";
import type { JournalEntry } from "./journalFile";
import type { StrokeJournal } from "./strokeJournal";

/** One change of the labels that can be taken back and done again. */
export interface LabelEdit {
  readonly name: string;
  readonly undo: () => void;
  readonly redo: () => void;
}

const strokeNames: Record<Stroke["kind"], string> = {
  polygon: "Outline",
  brush: "Brush",
  flood: "Fill",
  runs: "Similar Pixels",
  values: "Suggestion",
};

const stateNames: Record<LabelState, string> = {
  notLabelled: "Remove Labels",
  inProgress: "In Progress",
  done: "Done",
  noObjects: "No Objects Here",
};

/** What hears of changes that are no strokes of the page. */
export interface LabelListener {
  /** Pixels that change otherwise than by a stroke, such as by undo. */
  patched(patch: Patch): void;
  /** Where how far the labels are has changed. */
  marked(state: LabelState): void;
}

/**
 * The labels of one image in memory. Every change is in the journal before the caller goes on, and gives the edit that
 * takes it back.
 */
export class JournaledMask {
  private readonly patches = new Set<{ patch: Patch }>();

  constructor(
    readonly mask: EditableMask,
    /** The names of the classes, by the values that stand for them here. */
    private names: readonly string[],
    private readonly journal: StrokeJournal,
    private now: LabelState,
    private readonly listener: LabelListener,
  ) {}

  /** How far they are. */
  get state(): LabelState {
    return this.now;
  }

  get classes(): readonly string[] {
    return this.names;
  }

  draw(stroke: Stroke): LabelEdit {
    const name = strokeNames[stroke.kind];
    if (stroke.kind !== "flood") {
      this.record({ stroke: encodeStroke(stroke) });
      return this.edit(name, this.mask.apply(stroke), this.drawn());
    }
    // The pixels that it changed: done again where a stroke before it is missing, it would run out.
    this.begin();
    const inverse = this.mask.apply(stroke);
    const before = this.drawn();
    this.record({ patch: encodePatch(filled(inverse, stroke.value)), name, state: this.now });
    return this.edit(name, inverse, before);
  }

  /** Says how far the labels are. Where there are to be none, all pixels become background in the same step. */
  mark(state: LabelState): LabelEdit {
    const name = stateNames[state];
    const patch = state === "notLabelled" || state === "noObjects" ? this.cleared() : nothing;
    this.begin();
    this.record({ patch: encodePatch(patch), name, state });
    const inverse = this.mask.replace(patch);
    if (patch !== nothing) this.listener.patched(patch);
    return this.edit(name, inverse, this.become(state));
  }

  /** Does again what a journal says; the journal has it already. Null where that can be no edit. */
  replay(entry: JournalEntry): LabelEdit | null {
    if ("saving" in entry) return null;
    if ("classes" in entry) {
      this.change(new Map(entry.valueOf), entry.classes);
      return null;
    }
    if ("patch" in entry) {
      const inverse = this.mask.replace(decodePatch(entry.patch));
      return this.edit(entry.name ?? "Undo", inverse, this.become(entry.state ?? this.now));
    }
    const stroke = decodeStroke(entry.stroke);
    return this.edit(strokeNames[stroke.kind], this.mask.apply(stroke), this.drawn());
  }

  /** Gives every class its new value, in the mask and in what can be taken back; 255 stays. */
  renumber(valueOf: ReadonlyMap<number, number>, classes: readonly string[]): void {
    if (this.journal.isBegun) this.journal.append({ classes, valueOf: [...valueOf] });
    this.change(valueOf, classes);
  }

  private change(valueOf: ReadonlyMap<number, number>, classes: readonly string[]): void {
    renumber(this.mask.values, valueOf);
    for (const step of this.patches)
      step.patch = { ...step.patch, runs: withValues(step.patch.runs, (value) => valueOf.get(value) ?? value) };
    this.names = classes;
  }

  /**
   * @param inverse what takes back what was just done
   * @param before how far the labels were
   */
  private edit(name: string, inverse: Patch, before: LabelState): LabelEdit {
    const step = { patch: inverse, state: before };
    this.patches.add(step);
    const turn = () => {
      const { patch, state } = step;
      this.record({ patch: encodePatch(patch), state });
      step.patch = this.mask.replace(patch);
      step.state = this.become(state);
      this.listener.patched(patch);
    };
    return { name, undo: turn, redo: turn };
  }

  /** Something was drawn: on labels that are done a correction, on others the work goes on. Gives how far they were. */
  private drawn(): LabelState {
    return this.become(this.now === "done" ? "done" : "inProgress");
  }

  /** Gives how far they were. What has pixels of a class is never without labels: its mask would be removed. */
  private become(wanted: LabelState): LabelState {
    const before = this.now;
    const isWithoutLabels = wanted === "notLabelled" || wanted === "noObjects";
    this.now = isWithoutLabels && !this.mask.isBackground ? "inProgress" : wanted;
    if (this.now !== before) this.listener.marked(this.now);
    return before;
  }

  /** What makes every pixel background. */
  private cleared(): Patch {
    const { width, height } = this.mask;
    return patchOf(Uint32Array.of(0, width * height, 0), width);
  }

  private begin(): void {
    if (!this.journal.isBegun) this.journal.begin(this.mask, this.names);
  }

  private record(entry: JournalEntry): void {
    this.begin();
    this.journal.append(entry);
  }
}

const nothing: Patch = { runs: new Uint32Array(), bounds: null };

/** The same pixels, all of one value. */
function filled({ runs, bounds }: Patch, value: number): Patch {
  return { runs: withValues(runs, () => value), bounds };
}

function encodePatch({ runs }: Patch): string {
  return Buffer.from(runs.buffer, runs.byteOffset, runs.byteLength).toString("base64");
}

function decodePatch(text: string): Patch {
  return { runs: new Uint32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer), bounds: null };
}
