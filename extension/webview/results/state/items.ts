import { naturalOrder } from "../../../shared/naturalOrder";
import type { LearnedFrom, PredictedItem } from "../../../shared/protocol";

/** What the list of images is sorted by. */
export type Order = "name" | "unsure" | "worst";

export const orders: readonly (readonly [Order, string])[] = [
  ["name", "Name"],
  ["unsure", "Uncertain first"],
  ["worst", "Worst first"],
];

/** Images of which nothing is known come last, and those that are alike in the order of their names. */
export function sorted(items: readonly PredictedItem[], order: Order): readonly PredictedItem[] {
  const rank = rankBy[order];
  return [...items].sort((a, b) => compareRanks(rank(a), rank(b)) || naturalOrder(a.name, b.name));
}

/** The lowest comes first; null is the last. */
const rankBy: Readonly<Record<Order, (item: PredictedItem) => number | null>> = {
  name: () => null,
  unsure: ({ expectedError }) => (expectedError === null ? null : -expectedError),
  worst: ({ scores }) => scores?.meanIou ?? null,
};

function compareRanks(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

/** What a score is worth. */
const learnedNotes: Readonly<Record<LearnedFrom, string>> = {
  no: "",
  yes: " (training image)",
  unknown: " (perhaps a training image)",
};

/** What the list says of an image, a line each. */
export function wordsOf({ expectedError, scores, learned }: PredictedItem): readonly string[] {
  return [
    ...(expectedError === null ? [] : [`${percent(expectedError)} expected error`]),
    ...(scores === null ? [] : [`IoU ${scores.meanIou.toFixed(2)}${learnedNotes[learned]}`]),
  ];
}

/** With a decimal only where it says something. */
function percent(share: number): string {
  const hundredths = share * 100;
  return `${hundredths > 0 && hundredths < 9.95 ? hundredths.toFixed(1) : Math.round(hundredths)} %`;
}
