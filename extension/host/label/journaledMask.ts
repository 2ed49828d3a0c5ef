import type { EditableMask } from "../../shared/label/editableMask";
import type { Patch } from "../../shared/label/patch";
import type { Stroke } from "../../shared/label/stroke";
import { decodeStroke, encodeStroke } from "./strokeJson";
import type { JournalEntry, StrokeJournal } from "./strokeJournal";

/** One change of the labels that can be taken back and done again. */
export interface LabelEdit {
  readonly name: string;
  readonly undo: () => void;
  readonly redo: () => void;
}

const names: Record<Stroke["kind"], string> = {
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
    private readonly journal: StrokeJournal,
    /** Hears of pixels that change by undo and redo. */
    private readonly onPatch: (patch: Patch) => void,
  ) {}

  draw(stroke: Stroke): LabelEdit {
    this.record({ stroke: encodeStroke(stroke) });
    return this.edit(names[stroke.kind], this.mask.apply(stroke));
  }

  /** Does again what a journal says; the journal has it already. */
  replay(entry: JournalEntry): LabelEdit {
    if ("patch" in entry) return this.edit("Undo", this.mask.replace(decodePatch(entry.patch)));
    const stroke = decodeStroke(entry.stroke);
    return this.edit(names[stroke.kind], this.mask.apply(stroke));
  }

  /** Gives every class its new value, in the mask and in what can be taken back; 255 stays. */
  renumber(valueOf: ReadonlyMap<number, number>): void {
    const { values } = this.mask;
    const table = Uint8Array.from({ length: 256 }, (_, value) => valueOf.get(value) ?? value);
    for (let i = 0; i < values.length; i++) values[i] = table[values[i] ?? 0] ?? 0;
    for (const { patch } of this.patches)
      for (let i = 2; i < patch.runs.length; i += 3) patch.runs[i] = table[patch.runs[i] ?? 0] ?? 0;
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

  private record(entry: JournalEntry): void {
    if (!this.journal.isBegun) this.journal.begin(this.mask);
    this.journal.append(entry);
  }
}

function encodePatch({ runs }: Patch): string {
  return Buffer.from(runs.buffer, runs.byteOffset, runs.byteLength).toString("base64");
}

function decodePatch(text: string): Patch {
  return { runs: new Uint32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer), bounds: null };
}
