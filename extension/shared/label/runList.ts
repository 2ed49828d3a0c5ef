import { patchOf, type Patch } from "./patch";

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
