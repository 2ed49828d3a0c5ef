import type { EditableMask } from "../../../shared/label/editableMask";
import type { Patch } from "../../../shared/label/patch";
import { type Rect, union } from "../../../shared/label/rect";
import type { Stroke } from "../../../shared/label/stroke";

interface Drawn {
  /** Null: a stroke whose pointer is still down. */
  number: number | null;
  /** The stroke, or its parts so far. */
  strokes: Stroke[];
  /** Of each of them. */
  inverses: Patch[];
}

/**
 * A mask with strokes drawn on it at once, before the document has taken them. A change that the document makes
 * meanwhile goes beneath them: they are taken back, the change is made, and they are drawn again, which is the order
 * in which the document will have them.
 */
export class Strokes {
  #mask: EditableMask;
  #open: Drawn[] = [];
  #sent: number;

  /** @param sent how many strokes there have been already in this view */
  constructor(mask: EditableMask, sent = 0) {
    this.#mask = mask;
    this.#sent = sent;
  }

  get mask(): EditableMask {
    return this.#mask;
  }

  /** How many strokes have been finished. */
  get sent(): number {
    return this.#sent;
  }

  /** How many of these the document has not taken. */
  get waiting(): number {
    return this.#open.filter(({ number }) => number !== null).length;
  }

  /** Draws a part of a stroke; returns what changed. */
  draft(part: Stroke): Rect | null {
    const inverse = this.#mask.apply(part);
    const last = this.#open.at(-1);
    if (last?.number === null) {
      last.strokes.push(part);
      last.inverses.push(inverse);
    } else this.#open.push({ number: null, strokes: [part], inverses: [inverse] });
    return inverse.bounds;
  }

  /**
   * The parts drawn so far are this stroke, which gives the same pixels. Returns its number; null where it changed
   * nothing, and then there is nothing to send.
   */
  finish(stroke: Stroke): number | null {
    const last = this.#open.at(-1);
    if (last?.number !== null) return null;
    if (last.inverses.every(({ bounds }) => bounds === null)) {
      this.#open.pop();
      return null;
    }
    last.strokes = [stroke];
    last.number = ++this.#sent;
    return last.number;
  }

  /** Takes back the parts of a stroke that will not be finished. */
  discard(): Rect | null {
    const last = this.#open.at(-1);
    if (last?.number !== null) return null;
    this.#open.pop();
    return this.#takeBack(last);
  }

  /** The document has taken the stroke of this number and all before it. */
  take(number: number): void {
    this.#open = this.#open.filter((drawn) => drawn.number === null || drawn.number > number);
  }

  /** The document has refused the stroke of this number; those after it stay. */
  drop(number: number): Rect | null {
    return this.#beneath(() => {
      this.#open = this.#open.filter((drawn) => drawn.number !== number);
      return null;
    });
  }

  /** A change by the document, beneath what is open here. */
  patch(patch: Patch): Rect | null {
    return this.#beneath(() => {
      this.#mask.replace(patch);
      return patch.bounds;
    });
  }

  /** Another mask by the document, beneath what is open here. */
  replace(mask: EditableMask): void {
    const fits = mask.width === this.#mask.width && mask.height === this.#mask.height;
    this.#mask = mask;
    if (!fits) this.#open = [];
    for (const drawn of this.#open) this.#drawAgain(drawn);
  }

  #beneath(change: () => Rect | null): Rect | null {
    let changed: Rect | null = null;
    for (const drawn of [...this.#open].reverse()) changed = union(changed, this.#takeBack(drawn));
    changed = union(changed, change());
    for (const drawn of this.#open) changed = union(changed, this.#drawAgain(drawn));
    return changed;
  }

  #takeBack({ inverses }: Drawn): Rect | null {
    let changed: Rect | null = null;
    for (const inverse of [...inverses].reverse()) changed = union(changed, this.#mask.replace(inverse).bounds);
    return changed;
  }

  #drawAgain(drawn: Drawn): Rect | null {
    drawn.inverses = drawn.strokes.map((stroke) => this.#mask.apply(stroke));
    return drawn.inverses.reduce<Rect | null>((changed, { bounds }) => union(changed, bounds), null);
  }
}
