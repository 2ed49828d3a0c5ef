import type { PredictedItem } from "../../../shared/protocol";

/** What the list says of an image, a line each. */
export function wordsOf({ expectedError, scores, learned }: PredictedItem): readonly string[] {
  return [
    ...(expectedError === null ? [] : [`${percent(expectedError)} expected wrong`]),
    ...(scores === null ? [] : [`IoU ${scores.meanIou.toFixed(2)}${learned ? " (learned)" : ""}`]),
  ];
}

/** With a decimal only where it says something. */
function percent(share: number): string {
  const hundredths = share * 100;
  return `${hundredths > 0 && hundredths < 9.95 ? hundredths.toFixed(1) : Math.round(hundredths)} %`;
}
