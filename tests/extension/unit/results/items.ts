import type { PredictedItem, SegmentedObject } from "../../../../extension/shared/protocol";

export function item(name: string, part: Partial<PredictedItem> = {}): PredictedItem {
  return {
    name,
    file: `/images/${name}.png`,
    page: 1,
    mask: `/predictions/${name}.png`,
    label: null,
    expectedError: null,
    found: [],
    scores: null,
    learned: "no",
    isOutdated: false,
    ...part,
  };
}

export function scored(name: string, meanIou: number, part: Partial<PredictedItem> = {}): PredictedItem {
  return item(name, { label: `/masks/${name}.png`, scores: { meanIou, ious: [], dices: [] }, ...part });
}

export function object(part: Partial<SegmentedObject>): SegmentedObject {
  const place = { centroidX: 0, centroidY: 0, left: 0, top: 0, width: 1, height: 1 };
  return { class: 1, area: 1, ...place, meanIntensity: 0, meanProbability: 1, ...part };
}
