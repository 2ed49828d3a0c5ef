import type { SegClass, SegmentedObject } from "../../../shared/protocol";

/** A column of the table of objects. */
export interface Column {
  readonly key: string;
  readonly title: string;
  /** What it is sorted by. */
  readonly value: (object: SegmentedObject) => number;
  readonly text: (object: SegmentedObject, classes: readonly SegClass[]) => string;
}

export const columns: readonly Column[] = [
  { key: "class", title: "Class", value: (o) => o.class, text: (o, classes) => className(o, classes) },
  { key: "area", title: "Area (pixels)", value: (o) => o.area, text: (o) => o.area.toLocaleString() },
  { key: "x", title: "Centroid x", value: (o) => o.centroidX, text: (o) => o.centroidX.toFixed(1) },
  { key: "y", title: "Centroid y", value: (o) => o.centroidY, text: (o) => o.centroidY.toFixed(1) },
  { key: "intensity", title: "Mean intensity", value: (o) => o.meanIntensity, text: (o) => written(o.meanIntensity) },
  {
    key: "probability",
    title: "Mean probability",
    value: (o) => o.meanProbability,
    text: (o) => o.meanProbability.toFixed(3),
  },
];

/** A column to sort by; null: the order of the file. */
export interface Sorting {
  readonly key: string;
  readonly isDescending: boolean;
}

/** Objects that are alike keep the order of the file. */
export function sortedObjects(
  objects: readonly SegmentedObject[],
  sorting: Sorting | null,
): readonly SegmentedObject[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (column === undefined) return objects;
  const sign = sorting?.isDescending ? -1 : 1;
  return [...objects].sort((a, b) => sign * (column.value(a) - column.value(b)));
}

/** A click on a column's head: up first, then down, then as in the file again. */
export function nextSorting(sorting: Sorting | null, key: string): Sorting | null {
  if (sorting?.key !== key) return { key, isDescending: false };
  return sorting.isDescending ? null : { key, isDescending: true };
}

function className(object: SegmentedObject, classes: readonly SegClass[]): string {
  return classes[object.class]?.name ?? `class ${object.class}`;
}

/** As many digits as say something, of images of any depth. */
function written(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString() : value.toPrecision(4);
}
