import type { Rect } from "../../../shared/label/rect";
import type { Mask } from "../../../shared/picture/picture";
import { colorMap } from "../../../shared/view/colorMap";
import { drawMap } from "../../../shared/view/drawMap";
import { drawOverlay } from "../../../shared/view/drawOverlay";
import { drawPicture } from "../../../shared/view/drawPicture";
import { overlayColors } from "../../../shared/view/overlayColors";
import { type Fetched, waiting } from "../../shared/fetched";
import type { Layer } from "../../shared/picture/layer";
import { type LoadedPicture, usualShade } from "../../shared/picture/pictureLoader";
import { type Session, uncertainty } from "../session";
import type { PaneName } from "./paneNames";

/** Of the mask of differences; the first is what is right, or not known to be wrong. */
const differenceColors = [{ color: "#000000" }, { color: "#ff1a1a" }];

/** Paints what the session has for a view: a picture, and over it a mask in colours. */
export class Painting {
  constructor(readonly session: Session) {}

  picture(layer: Layer, rect: Rect, pane: PaneName): void {
    const shown = this.#pictureOf(pane);
    if (shown.state !== "there") return layer.clear();
    const { levels } = shown.value;
    const viewport = this.session.viewport.value;
    if (isMap(pane)) layer.draw(rect, (target) => drawMap(target, rect, viewport, levels, colorMap));
    else {
      const shade = usualShade(shown.value);
      layer.draw(rect, (target) => drawPicture(target, rect, viewport, levels, shade, "all"));
    }
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

  /** What is to be told in place of the view; empty: it is there. */
  note(pane: PaneName): string {
    for (const fetched of [this.#pictureOf(pane), this.#maskOf(pane)]) {
      if (fetched?.state === "waiting") return isMap(pane) ? "Predicting…" : "Reading…";
      if (fetched?.state === "failed") return fetched.message;
    }
    return "";
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
