import { fillConnected } from "./connected";
import { EditableMask } from "./editableMask";
import { type Patch, RunList } from "./patch";
import type { Rect } from "./rect";
import type { ValuesStroke } from "./stroke";

/** No class has this value, and {@link notLabelled} is no suggestion. */
const visited = 254;

/** What a model suggests of a class. */
export interface SuggestedClass {
  /** The class's value in the mask. */
  readonly value: number;
  readonly objects: number;
  /** How many of them were dropped. */
  readonly dropped: number;
}

/** An 8-connected region of one class. */
interface SuggestedObject {
  readonly value: number;
  /** In pixels. */
  readonly area: number;
  /** One of its pixels. */
  readonly at: number;
}

/** Labels that a model suggests, and which of their objects are wanted. An object is an 8-connected region of one class. */
export class Suggestion {
  /** All that was suggested. */
  readonly all: EditableMask;
  /** What is wanted of it. */
  readonly wanted: EditableMask;
  private readonly objects: readonly SuggestedObject[];

  /** @param all 0 where nothing is suggested */
  constructor(all: EditableMask) {
    this.all = all;
    this.wanted = new EditableMask(all.width, all.height, all.values.slice());
    this.objects = objectsOf(all);
  }

  /** The classes that were suggested, in the order of their values. */
  get classes(): readonly SuggestedClass[] {
    const values = [...new Set(this.objects.map(({ value }) => value))].sort((a, b) => a - b);
    return values.map((value) => {
      const objects = this.objects.filter((each) => each.value === value);
      return { value, objects: objects.length, dropped: objects.filter(({ at }) => !this.#isWanted(at)).length };
    });
  }

  /** Of the largest object, in pixels. */
  get largestArea(): number {
    return this.objects.reduce((largest, { area }) => Math.max(largest, area), 0);
  }

  /** Drops the object at a pixel, or takes it back. Returns what changed and whether it is wanted now; null: none is there. */
  toggle(x: number, y: number): { readonly changed: Rect | null; readonly isWanted: boolean } | null {
    if (x < 0 || y < 0 || x >= this.all.width || y >= this.all.height) return null;
    const at = y * this.all.width + x;
    const value = this.all.values[at] ?? 0;
    if (value === 0) return null;
    const isWanted = !this.#isWanted(at);
    const changed = this.wanted.replace(this.#region(at, value, isWanted ? value : 0));
    return { changed: changed.bounds, isWanted };
  }

  /** Drops the objects that are smaller and takes all others back. */
  keepFrom(smallestArea: number): void {
    for (const { at, value, area } of this.objects) {
      const isWanted = area >= smallestArea;
      if (isWanted !== this.#isWanted(at)) this.wanted.replace(this.#region(at, value, isWanted ? value : 0));
    }
  }

  /** Drops all objects of a class, or takes all back. */
  setClass(value: number, isWanted: boolean): void {
    const { all, wanted } = this;
    all.values.forEach((each, at) => {
      if (each === value) wanted.values[at] = isWanted ? value : 0;
    });
  }

  /** What is wanted as one stroke, which leaves labels alone that are there already. */
  stroke(): ValuesStroke {
    const { values } = this.wanted;
    const runs = new RunList();
    for (let from = 0; from < values.length;) {
      const value = values[from] ?? 0;
      let to = from + 1;
      while (to < values.length && values[to] === value) to++;
      if (value !== 0) runs.push(from, to - from, value);
      from = to;
    }
    return { kind: "values", runs: runs.runs(), keepsLabels: true };
  }

  #isWanted(at: number): boolean {
    return this.wanted.values[at] !== 0;
  }

  /** The object at a pixel, whose value this is, with another value. */
  #region(at: number, value: number, to: number): Patch {
    const { all } = this;
    const region = new RunList();
    const filled = (start: number, end: number) => region.push(start, end - start, to);
    fillConnected(all.values, all, at % all.width, Math.floor(at / all.width), visited, 8, filled, () => {});
    const patch = region.patch(all.width);
    for (let i = 0; i < patch.runs.length; i += 3) {
      const start = patch.runs[i] ?? 0;
      all.values.fill(value, start, start + (patch.runs[i + 1] ?? 0));
    }
    return patch;
  }
}

function objectsOf({ width, height, values }: EditableMask): readonly SuggestedObject[] {
  const rest = values.slice();
  const objects: SuggestedObject[] = [];
  for (let at = 0; at < rest.length; at++) {
    const value = rest[at] ?? 0;
    if (value === 0) continue;
    let area = 0;
    const filled = (start: number, end: number) => (area += end - start);
    fillConnected(rest, { width, height }, at % width, Math.floor(at / width), 0, 8, filled, () => {});
    objects.push({ value, area, at });
  }
  return objects;
}
