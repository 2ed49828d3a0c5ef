import type { ColorMapName } from "../../../shared/view/colorMap";
import type { ChannelContrast, HeatmapMethod, ImagePoint, TargetKind } from "../../../shared/protocol";

/** What a heatmap is held against: nothing, another class, or the same of another model. */
export type Against =
  | { readonly kind: "nothing" }
  | { readonly kind: "class"; readonly class: number }
  | { readonly kind: "model"; readonly model: string };

/** What the channels of a layer are sorted by. */
export type ChannelOrder = "strength" | "variance" | "importance" | "number";

/** How the user has set the page. */
export interface View {
  readonly method: HeatmapMethod;
  /** The name of the layer that is looked at; null: the bottleneck. */
  readonly layer: string | null;
  readonly class: number;
  /** Which pixels are explained. */
  readonly target: TargetKind;
  /** As many as the target needs, or none as long as the user has not chosen any. */
  readonly points: readonly ImagePoint[];
  readonly against: Against;
  /** Of the colours over the picture, 0 to 1. */
  readonly opacity: number;
  readonly colors: ColorMapName;
  /** Whether the outlines of what is predicted are drawn. */
  readonly isOutlined: boolean;
  /** The channel that is shown in place of the heatmap; null: none. */
  readonly channel: number | null;
  readonly order: ChannelOrder;
  readonly contrast: ChannelContrast;
  readonly areChannelsShown: boolean;
  /** The name of the tab that is open. */
  readonly tab: string;
}

export const firstView: View = {
  method: "segGradCam",
  layer: null,
  class: 1,
  target: "class",
  points: [],
  against: { kind: "nothing" },
  opacity: 0.6,
  colors: "viridis",
  isOutlined: true,
  channel: null,
  order: "strength",
  contrast: "each",
  areChannelsShown: true,
  tab: "network",
};
