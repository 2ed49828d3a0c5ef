import { withValues } from "../../shared/label/patch";
import { notLabelled, type Stroke } from "../../shared/label/stroke";

/** A class that labels are of and that is not among those of today. */
export interface MissingClass {
  readonly missing: number;
}

/**
 * What each value becomes where the classes are others than those that labels were drawn with: the value of the class
 * of its name. The background may get another name. A class that is gone and that no label uses becomes "not labelled",
 * as something that was taken back may still be of it.
 */
export function valuesByName(
  before: readonly string[],
  now: readonly string[],
  values: Uint8Array,
): ReadonlyMap<number, number> | MissingClass {
  const valueOf = new Map<number, number>();
  for (const [value, name] of before.entries()) {
    const found = now.indexOf(name);
    const isBackground = value === 0 && !before.includes(now[0] ?? "");
    if (found >= 0 || isBackground) valueOf.set(value, Math.max(found, 0));
    else if (values.includes(value)) return { missing: value };
    else valueOf.set(value, notLabelled);
  }
  return valueOf;
}

/** The stroke that draws the same classes where these have other values; itself where they have the same. */
export function strokeByName(stroke: Stroke, before: readonly string[], now: readonly string[]): Stroke | MissingClass {
  if (sameNames(before, now)) return stroke;
  const isValues = stroke.kind === "values";
  const drawn = isValues ? stroke.runs.filter((_, index) => index % 3 === 2) : [stroke.value];
  const valueOf = valuesByName(before, now, Uint8Array.from(drawn));
  if ("missing" in valueOf) return valueOf;
  const own = (value: number) => valueOf.get(value) ?? value;
  return isValues ? { ...stroke, runs: withValues(stroke.runs, own) } : { ...stroke, value: own(stroke.value) };
}

export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** Gives each value of a mask its new one, in place; a value without one stays. */
export function renumber(values: Uint8Array, valueOf: ReadonlyMap<number, number>): void {
  const table = Uint8Array.from({ length: 256 }, (_, value) => valueOf.get(value) ?? value);
  for (let i = 0; i < values.length; i++) values[i] = table[values[i] ?? 0] ?? 0;
}
