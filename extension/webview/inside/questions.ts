import type { Asked, InspectedImage } from "../../shared/inside/messages";
import { heatmapMethods } from "../../shared/protocol";
import type { View } from "./state/view";

/** What is asked for a view. */
export type Question =
  | { readonly method: "explain/heatmap"; readonly params: Asked<"explain/heatmap"> }
  | { readonly method: "explain/channel"; readonly params: Asked<"explain/channel"> };

/** What must be known to ask. */
interface Looked {
  readonly view: View;
  readonly of: InspectedImage;
  /** The name of the layer that is looked at. */
  readonly layer: string;
  /** Whether it is the encoder's last. */
  readonly isBottleneck: boolean;
}

/** How many points each target needs. */
const pointsOf = { class: 0, object: 1, pixel: 1, region: 3 } as const;

/** What the first view shows: the chosen channel, or the heatmap; null: its pixels are not chosen yet. */
export function firstQuestion(looked: Looked): Question | null {
  const { view, of, layer } = looked;
  const { channel, contrast } = view;
  return channel === null
    ? heatmapOf(looked, view.class)
    : { method: "explain/channel", params: { of, layer, channel, contrast } };
}

/** What the second view shows, where there is one: the heatmap of what the first is held against. */
export function secondQuestion(looked: Looked): Question | null {
  const { against, class: shown } = looked.view;
  switch (against.kind) {
    case "nothing":
      return null;
    case "class":
      return heatmapOf(looked, against.class);
    case "model": {
      // Another network calls its last layer otherwise.
      const layer = looked.isBottleneck ? null : looked.layer;
      return heatmapOf({ ...looked, layer, of: { ...looked.of, model: against.model } }, shown);
    }
  }
}

function heatmapOf(
  { view, of, layer }: Pick<Looked, "view" | "of"> & { readonly layer: string | null },
  shown: number,
): Question | null {
  const { method, target, points } = view;
  // What a method does not ask for is left out, so that a heatmap is not asked for twice.
  const kind = heatmapMethods[method].needsPixels ? target : "class";
  if (kind !== "class" && points.length < pointsOf[kind]) return null;
  const asked = { class: shown, kind, points: kind === "class" ? [] : points };
  return { method: "explain/heatmap", params: { of, method, layer, target: asked } };
}
