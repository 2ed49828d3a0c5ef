import { notLabelled } from "./stroke";
import type { Rect } from "./rect";

/** Values for some pixels of a mask: what a stroke changed, or what it would take to undo it. */
export interface Patch {
  /** start0, length0, value0, start1, …: pixels in reading order (y * width + x), ascending, without overlap. */
  readonly runs: Uint32Array;
  /** The smallest rectangle around them; null where there are none. */
  readonly bounds: Rect | null;
}

/** The same pixels with other values: `runs` are start0, length0, value0, start1, … */
export function withValues(runs: Uint32Array, valueOf: (value: number) => number): Uint32Array {
  return runs.map((each, index) => (index % 3 === 2 ? valueOf(each) : each));
}

/** The patch of these runs in a mask of that width. */
export function patchOf(runs: Uint32Array, width: number): Patch {
  return { runs, bounds: boundsOf(runs, width) };
}

function boundsOf(runs: Uint32Array, width: number): Rect | null {
  if (runs.length === 0) return null;
  let left = width;
  let right = 0;
  let bottom = 0;
  for (let i = 0; i < runs.length; i += 3) {
    const start = runs[i] ?? 0;
    const last = start + (runs[i + 1] ?? 0) - 1;
    const line = Math.floor(start / width);
    const isWithinLine = last < (line + 1) * width;
    left = Math.min(left, isWithinLine ? start - line * width : 0);
    right = Math.max(right, isWithinLine ? last - line * width + 1 : width);
    bottom = Math.floor(last / width) + 1;
  }
  const top = Math.floor((runs[0] ?? 0) / width);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Collects runs of a {@link Patch}, in any order but without overlap. */
export class RunList {
  #runs = new Uint32Array(96);
  #length = 0;
  #isAscending = true;

  push(start: number, length: number, value: number): void {
    const end = this.#length;
    if (end > 0) {
      const previousEnd = (this.#runs[end - 3] ?? 0) + (this.#runs[end - 2] ?? 0);
      if (previousEnd === start && this.#runs[end - 1] === value) {
        this.#runs[end - 2] = start + length - (this.#runs[end - 3] ?? 0);
        return;
      }
      if (previousEnd > start) this.#isAscending = false;
    }
    if (end === this.#runs.length) {
      const larger = new Uint32Array(end * 2);
      larger.set(this.#runs);
      this.#runs = larger;
    }
    this.#runs[end] = start;
    this.#runs[end + 1] = length;
    this.#runs[end + 2] = value;
    this.#length = end + 3;
  }

  /** All runs, ascending. */
  runs(): Uint32Array {
    const ascending = this.#isAscending ? this : this.#sorted();
    return ascending.#runs.slice(0, ascending.#length);
  }

  patch(width: number): Patch {
    return patchOf(this.runs(), width);
  }

  #sorted(): RunList {
    const count = this.#length / 3;
    // Start and place in one number each, because numbers are sorted much faster than objects.
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i++) keys[i] = (this.#runs[i * 3] ?? 0) * count + i;
    keys.sort();
    const sorted = new RunList();
    for (const key of keys) {
      const from = (key % count) * 3;
      sorted.push(this.#runs[from] ?? 0, this.#runs[from + 1] ?? 0, this.#runs[from + 2] ?? 0);
    }
    return sorted;
  }
}

/** Gives the pixels from start up to end the value, and adds to `before` what those that change held. */
export function paint(
  values: Uint8Array,
  start: number,
  end: number,
  value: number,
  keepsLabels: boolean,
  before: RunList,
): void {
  let from = start;
  while (from < end) {
    const old = values[from] ?? 0;
    let to = from + 1;
    while (to < end && values[to] === old) to++;
    if (old !== value && (!keepsLabels || old === 0 || old === notLabelled)) {
      values.fill(value, from, to);
      before.push(from, to - from, old);
    }
    from = to;
  }
}
