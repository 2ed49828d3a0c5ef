import type { Rect } from "../../../shared/label/rect";
import { colorLevels } from "../../../shared/view/colorMap";
import { drawMap } from "../../../shared/view/drawMap";
import { drawOverlay } from "../../../shared/view/drawOverlay";
import { overlayColors } from "../../../shared/view/overlayColors";
import type { Layer } from "../../shared/picture/layer";
import { paintPicture } from "../../shared/panes/pane";
import { errorColors } from "./reviewLook";
import type { ReviewOverlay } from "./reviewOverlay";
import type { ReviewSession } from "./reviewSession";

const uncertaintyOpacity = 0.6;

/** Paints the picture, what is wrong in it, and the outlines of label or prediction. */
export class ReviewPainting {
  constructor(
    readonly of: ReviewSession,
    readonly fetched: ReviewOverlay,
  ) {}

  readonly picture = (layer: Layer, all: Rect): void => {
    paintPicture(layer, all, this.of.viewport.value, this.of.session.picture.value);
  };

  readonly overlay = (layer: Layer, all: Rect): void => {
    const overlay = this.fetched.overlay.value;
    if (overlay?.state !== "there") return layer.clear();
    const isUnsure = this.of.shown.value === "uncertainty";
    layer.canvas.style.opacity = String(isUnsure ? uncertaintyOpacity : 1);
    const colors = isUnsure ? colorLevels("viridis") : errorColors;
    layer.draw(all, (target) => drawMap(target, all, this.of.viewport.value, overlay.value.levels, colors));
  };

  readonly outlines = (layer: Layer, all: Rect): void => {
    const { outlined, session, review, viewport } = this.of;
    const predicted = session.mask.value.state === "there" ? session.mask.value.value : null;
    const mask = { label: this.fetched.label.value, prediction: predicted, none: null }[outlined.value];
    if (mask === null || review.value.state !== "there") return layer.clear();
    const colors = overlayColors(review.value.value.classes, 1);
    layer.draw(all, (target) => drawOverlay(target, all, viewport.value, mask, colors, true));
  };
}
