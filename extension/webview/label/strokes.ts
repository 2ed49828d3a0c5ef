import type { LabelMask } from "../../shared/label/labelMask";
import type { Patch } from "../../shared/label/patch";
import type { Rect } from "../../shared/label/rect";

import type { Stroke } from "../../shared/label/stroke";
import { union } from "./union";

interface Drawn {
  /** Null: a part of a stroke whose pointer is still down. */
  readonly number: number | null;
  readonly stroke: Stroke;
  inverse: Patch;
}

/**
 * A mask with strokes drawn on it at once, before the document has taken them. A change that the document makes
 * meanwhile goes beneath them: they are taken back, the change is made, and they are drawn again, which is the order
 * in which the document will have them.
 */
export class Strokes {
  #mask: LabelMask;
  #open: Drawn[] = [];
  #sent: number;

  /** @param sent how many strokes there have been already in this view */
  constructor(mask: LabelMask, sent = 0) {
    this.#mask = mask;
    this.#sent = sent;
  }

  get mask(): LabelMask {
    return this.#mask;
  }

  /** How many strokes have been finished. */
  get sent(): number {
    return this.#sent;
  }

  /** Draws a part of a stroke that is not finished; returns what changed. */
  draft(stroke: Stroke): Rect | null {
    return this.#draw(null, stroke);
  }

  /**
   * Draws a finished stroke in the place of its parts. Its number is null where it changes nothing, and then there is
   * nothing to send.
   */
  finish(stroke: Stroke): { readonly number: number | null; readonly bounds: Rect | null } {
    const drafted = this.discard();
    const bounds = this.#draw(this.#sent + 1, stroke);
    if (bounds === null) {
      this.#open.pop();
      return { number: null, bounds: drafted };
    }
    this.#sent++;
    return { number: this.#sent, bounds: union(drafted, bounds) };
  }

  /** Takes back the parts of a stroke that will not be finished. */
  discard(): Rect | null {
    let changed: Rect | null = null;
    for (let last = this.#open.at(-1); last?.number === null; last = this.#open.at(-1)) {
      changed = union(changed, this.#mask.replace(last.inverse).bounds);
      this.#open.pop();
    }
    return changed;
  }

  /** The document has taken the stroke of this number and all before it. */
  take(number: number): void {
    this.#open = this.#open.filter((drawn) => drawn.number === null || drawn.number > number);
  }

  /** A change by the document, beneath what is open here. */
  patch(patch: Patch): Rect | null {
    let changed = patch.bounds;
    for (const drawn of [...this.#open].reverse()) {
      changed = union(changed, this.#mask.replace(drawn.inverse).bounds);
    }
    this.#mask.replace(patch);
    for (const drawn of this.#open) {
      drawn.inverse = this.#mask.apply(drawn.stroke);
      changed = union(changed, drawn.inverse.bounds);
    }
    return changed;
  }

  /** Another mask by the document, beneath what is open here. */
  replace(mask: LabelMask): void {
    const fits = mask.width === this.#mask.width && mask.height === this.#mask.height;
    this.#mask = mask;
    if (!fits) this.#open = [];
    for (const drawn of this.#open) drawn.inverse = mask.apply(drawn.stroke);
  }

  #draw(number: number | null, stroke: Stroke): Rect | null {
    const inverse = this.#mask.apply(stroke);
    this.#open.push({ number, stroke, inverse });
    return inverse.bounds;
  }
}
