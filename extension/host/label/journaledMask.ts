import type { EditableMask } from "../../shared/label/editableMask";
import { type Patch, withValues } from "../../shared/label/patch";
import type { Stroke } from "../../shared/label/stroke";
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
    /** Hears of pixels that change by undo and redo. */
    private readonly onPatch: (patch: Patch) => void,
  ) {}

  get classes(): readonly string[] {
    return this.names;
  }

  draw(stroke: Stroke): LabelEdit {
    const name = strokeNames[stroke.kind];
    if (stroke.kind !== "flood") {
      this.record({ stroke: encodeStroke(stroke) });
      return this.edit(name, this.mask.apply(stroke));
    }
    // The pixels that it changed: done again where a stroke before it is missing, it would run out.
    this.begin();
    const before = this.mask.apply(stroke);
    this.record({ patch: encodePatch(filled(before, stroke.value)), name });
    return this.edit(name, before);
  }

  /** Does again what a journal says; the journal has it already. Null where that can be no edit. */
  replay(entry: JournalEntry): LabelEdit | null {
    if ("saving" in entry) return null;
    if ("classes" in entry) {
      this.change(new Map(entry.valueOf), entry.classes);
      return null;
    }
    if ("patch" in entry) return this.edit(entry.name ?? "Undo", this.mask.replace(decodePatch(entry.patch)));
    const stroke = decodeStroke(entry.stroke);
    return this.edit(strokeNames[stroke.kind], this.mask.apply(stroke));
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

  private edit(name: string, inverse: Patch): LabelEdit {
    const step = { patch: inverse };
    this.patches.add(step);
    const turn = () => {
      const forward = step.patch;
      this.record({ patch: encodePatch(forward) });
      step.patch = this.mask.replace(forward);
      this.onPatch(forward);
    };
    return { name, undo: turn, redo: turn };
  }

  private begin(): void {
    if (!this.journal.isBegun) this.journal.begin(this.mask, this.names);
  }

  private record(entry: JournalEntry): void {
    this.begin();
    this.journal.append(entry);
  }
}

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
