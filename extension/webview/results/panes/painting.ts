import type { Rect } from "../../../shared/label/rect";
import type { Mask } from "../../../shared/picture/picture";
import { colorLevels, drawMap } from "../../../shared/view/colorMap";
import { drawOverlay, overlayColors } from "../../../shared/view/drawOverlay";
import { type Fetched, waiting } from "../../shared/signal";
import type { Layer } from "../../shared/picture/layer";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import { paintPicture } from "../../shared/panes/pane";
import { type Session, uncertainty } from "../state/session";
import type { PaneName } from "../state/paneNames";

/** Of the mask of differences; the first is what is right, or not known to be wrong. */
const differenceColors = [{ color: "#000000" }, { color: "#ff1a1a" }];

/** Paints what the session has for a view: a picture, and over it a mask in colours. */
export class Painting {
  constructor(readonly session: Session) {}

  picture(layer: Layer, rect: Rect, pane: PaneName): void {
    const shown = this.#pictureOf(pane);
    const viewport = this.session.viewport.value;
    if (!isMap(pane)) return paintPicture(layer, rect, viewport, shown);
    if (shown.state !== "there") return layer.clear();
    const { levels } = shown.value;
    layer.draw(rect, (target) => drawMap(target, rect, viewport, levels, colorLevels("viridis")));
  }

  mask(layer: Layer, rect: Rect, pane: PaneName): void {
    const mask = this.#maskOf(pane);
    if (mask?.state !== "there") return layer.clear();
    const { view, viewport, classes } = this.session;
    const { opacity, isOutlined } = view.value;
    // A line of one pixel needs more of its colour than an area to be seen as well; what is wrong is always filled.
    const isLine = isOutlined && pane !== "difference";
    const shown = pane === "difference" ? differenceColors : classes.value;
    const colors = overlayColors(shown, isLine ? 1 - (1 - opacity) ** 3 : opacity);
    layer.draw(rect, (target) => drawOverlay(target, rect, viewport.value, mask.value, colors, isLine));
  }

  /** What is to be said in place of the view, empty where it is there; and whether it is still to come. */
  state(pane: PaneName): { readonly note: string; readonly isBusy: boolean } {
    const parts = [this.#pictureOf(pane), this.#maskOf(pane)];
    const isBusy = parts.some((fetched) => fetched?.state === "waiting");
    for (const fetched of parts) {
      if (fetched?.state === "waiting") return { note: isMap(pane) ? "Predicting…" : "Reading…", isBusy };
      if (fetched?.state === "failed") return { note: fetched.message, isBusy };
    }
    return { note: "", isBusy };
  }

  #pictureOf(pane: PaneName): Fetched<LoadedPicture> {
    const { maps, picture, view } = this.session;
    if (!isMap(pane)) return picture.value;
    return maps.value.get(pane === "uncertainty" ? uncertainty : view.value.shownClass) ?? waiting;
  }

  #maskOf(pane: PaneName): Fetched<Mask> | null {
    if (pane === "label" || pane === "prediction" || pane === "difference") return this.session[pane].value;
    return null;
  }
}

export function isMap(pane: PaneName): boolean {
  return pane === "probability" || pane === "uncertainty";
}
