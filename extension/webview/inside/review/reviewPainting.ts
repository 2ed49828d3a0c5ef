import type { Rect } from "../../../shared/label/rect";
import { colorLevels, drawMap } from "../../../shared/view/colorMap";
import { drawOverlay, overlayColors } from "../../../shared/view/drawOverlay";
import type { Fetched } from "../../shared/signal";
import { paintPicture } from "../../shared/panes/pane";
import type { Layer } from "../../shared/picture/layer";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
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

/** Red over what is wrong, the stronger the more of the pixels under one of the screen are. */
export const errorColors = Uint32Array.from({ length: 256 }, (_, level) => ((level * 0.65) << 24) | 0x3c1ee6);

/** What the view shows, in words. */
export function titleOf({ session, review, cell, shown }: ReviewSession): string {
  const image = session.image.value ?? "no image";
  switch (shown.value) {
    case "nothing":
      return image;
    case "uncertainty":
      return `Uncertainty of the model in ${image}`;
    case "errors": {
      const classes = review.value.state === "there" ? review.value.value.classes : [];
      if (cell.value === null) return `Errors in ${image}`;
      const [labelled, predicted] = [classes[cell.value.labelled]?.name, classes[cell.value.predicted]?.name];
      return `Labelled ${labelled ?? ""}, predicted ${predicted ?? ""} in ${image}`;
    }
  }
}

/** What is to be said over the view; empty: nothing. */
export function noteOf({ session, review, shown }: ReviewSession, overlay: Fetched<LoadedPicture> | null): string {
  const { picture } = session;
  if (picture.value.state === "failed") return picture.value.message;
  if (overlay?.state === "failed") return overlay.message;
  if (picture.value.state === "waiting" || overlay?.state === "waiting") return "Working…";
  const isKnown =
    review.value.state !== "there" || review.value.value.images.some(({ stem }) => stem === session.image.value);
  return isKnown || shown.value !== "errors" ? "" : "This image was neither used for training nor measured.";
}
