import { fillConnected } from "./connected";
import { LabelMask } from "./labelMask";
import { RunList } from "./runList";
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
  dropped: number;
}

/** Labels that a model suggests, and which of their objects are wanted. An object is a region of one class. */
export class Suggestion {
  /** All that was suggested. */
  readonly all: LabelMask;
  /** What is wanted of it. */
  readonly wanted: LabelMask;
  readonly classes: readonly SuggestedClass[];

  /** @param all 0 where nothing is suggested */
  constructor(all: LabelMask) {
    this.all = all;
    this.wanted = new LabelMask(all.width, all.height, all.values.slice());
    this.classes = countObjects(all);
  }

  /** Drops the object at a pixel, or takes it back. Returns what changed and whether it is wanted now; null: none is there. */
  toggle(x: number, y: number): { readonly changed: Rect | null; readonly isWanted: boolean } | null {
    if (x < 0 || y < 0 || x >= this.all.width || y >= this.all.height) return null;
    const at = y * this.all.width + x;
    const value = this.all.values[at] ?? 0;
    if (value === 0) return null;
    const isWanted = this.wanted.values[at] === 0;
    const changed = this.wanted.replace(this.#regionAt(x, y, value, isWanted ? value : 0));
    const counted = this.classes.find((each) => each.value === value);
    if (counted) counted.dropped += isWanted ? -1 : 1;
    return { changed: changed.bounds, isWanted };
  }

  /** Drops all objects of a class, or takes all back. */
  setClass(value: number, isWanted: boolean): void {
    const { all, wanted } = this;
    all.values.forEach((each, at) => {
      if (each === value) wanted.values[at] = isWanted ? value : 0;
    });
    const counted = this.classes.find((each) => each.value === value);
    if (counted) counted.dropped = isWanted ? 0 : counted.objects;
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

  /** The object at a pixel with another value. */
  #regionAt(x: number, y: number, value: number, to: number): ReturnType<RunList["patch"]> {
    const { all } = this;
    const region = new RunList();
    const filled = (start: number, end: number) => region.push(start, end - start, to);
    fillConnected(all.values, all, x, y, visited, filled, () => {});
    const patch = region.patch(all.width);
    for (let i = 0; i < patch.runs.length; i += 3) {
      const start = patch.runs[i] ?? 0;
      all.values.fill(value, start, start + (patch.runs[i + 1] ?? 0));
    }
    return patch;
  }
}

function countObjects({ width, height, values }: LabelMask): readonly SuggestedClass[] {
  const rest = values.slice();
  const counts = new Map<number, number>();
  for (let at = 0; at < rest.length; at++) {
    const value = rest[at] ?? 0;
    if (value === 0) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    const nothing = () => {};
    fillConnected(rest, { width, height }, at % width, Math.floor(at / width), 0, nothing, nothing);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([value, objects]) => ({ value, objects, dropped: 0 }));
}
