import type { RankedItem } from "../../shared/protocol";

/** Why an image comes where it comes, in a few words. */
export function reasonText({ expectedError, difference, nearest }: RankedItem): string {
  const unsure = `expects ${percent(expectedError)} of what it finds to be wrong`;
  return `${unsure}, ${likeness(difference, nearest)}`;
}

/** The same in short, for a row. */
export function reasonShort({ expectedError, difference, nearest }: RankedItem): string {
  return `${percent(expectedError)} expected error, ${likeness(difference, nearest)}`;
}

function likeness(difference: number, nearest: string | null): string {
  if (nearest === null) return "nothing is labelled yet";
  if (difference > 0.66) return "unlike the labelled images";
  return difference > 0.33 ? `somewhat like ${nearest}` : `much like ${nearest}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
