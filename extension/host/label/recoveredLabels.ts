import type { Mask } from "../../shared/picture/picture";
import type { LabelState } from "../../shared/protocol";
import { renumber, valuesByName } from "./classNames";
import type { JournaledMask, LabelEdit } from "./journaledMask";
import type { StrokeJournal } from "./strokeJournal";

/** What was drawn and neither saved nor given up, done again. */
export interface RecoveredLabels {
  readonly labels: JournaledMask;
  readonly edits: readonly LabelEdit[];
  /** Whether the strokes began on another mask than the one on the disk. */
  readonly isConflict: boolean;
}

/**
 * Does the strokes again that are in a journal, which then goes on. Null where there are none, or where they lead to what
 * is saved.
 * @param saved the mask on the disk; null: there is none, or none that can be used
 * @param state how far its labels are
 * @param classes the names of today's classes
 */
export async function recoverLabels(
  journal: StrokeJournal,
  saved: Mask | null,
  state: LabelState,
  isMaskThere: boolean,
  classes: readonly string[],
  labelsOf: (base: Mask, classes: readonly string[]) => JournaledMask,
): Promise<RecoveredLabels | null> {
  const found = await journal.recover(saved, state);
  if (found === null) return null;
  const before = found.classes ?? classes;
  const labels = labelsOf(found.base, before);
  let edits: LabelEdit[];
  try {
    edits = found.entries.map((entry) => labels.replay(entry)).filter((edit) => edit !== null);
  } catch (error) {
    await journal.reject(error);
    return null;
  }
  const isSaved =
    saved === null ? !isMaskThere && labels.state === "notLabelled" : same(saved.values, labels.mask.values);
  if (isSaved && labels.state === state) {
    await journal.clear();
    return null;
  }
  found.resume(classes);
  const isConflict = saved === null ? isMaskThere : !isBase(saved, found.base, before, classes);
  return { labels, edits, isConflict };
}

/** Whether a mask is the one that strokes began on, with the values that its classes have by now. */
function isBase(saved: Mask, base: Mask, before: readonly string[], now: readonly string[]): boolean {
  if (same(saved.values, base.values)) return true;
  const valueOf = valuesByName(before, now, base.values);
  if ("missing" in valueOf) return false;
  const values = base.values.slice();
  renumber(values, valueOf);
  return same(saved.values, values);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
