import type { ChannelFigures } from "../../../shared/protocol";
import type { ChannelOrder } from "../state/view";

export const orderTitles: readonly (readonly [ChannelOrder, string])[] = [
  ["strength", "Activation"],
  ["variance", "Variance"],
  ["importance", "Importance for the class"],
  ["number", "Number"],
];

/** The numbers of the channels, the first to be shown first; those that are alike in the order of the layer. */
export function sortedChannels(channels: readonly ChannelFigures[], order: ChannelOrder): readonly number[] {
  const numbers = channels.map((_, i) => i);
  if (order === "number") return numbers;
  const value = (i: number) => channels[i]?.[order] ?? 0;
  return numbers.sort((a, b) => value(b) - value(a));
}
