import type { Rect } from "../../shared/label/rect";
import type { Contrast } from "../../shared/picture/picture";
import { drawOverlay } from "../../shared/view/drawOverlay";
import { drawPicture } from "../../shared/view/drawPicture";
import { overlayColors, type OverlayColors } from "../../shared/view/overlayColors";
import { shadeOf, type Shade } from "../../shared/view/shade";
import type { Layer } from "../shared/picture/layer";
import type { LoadedPicture } from "../shared/picture/loadedPicture";
import type { Session } from "./session";

/** Paints what the session says. Tables are made again only when what they depend on has changed. */
export class Painting {
  #shade: { readonly of: LoadedPicture; readonly contrast: Contrast; readonly shade: Shade } | null = null;
  #colors: {
    readonly of: Session["classes"]["value"];
    readonly opacity: number;
    readonly colors: OverlayColors;
  } | null = null;

  constructor(readonly session: Session) {}

  picture(layer: Layer, rect: Rect): void {
    const { picture, viewport, channel } = this.session;
    const loaded = picture.value;
    if (!loaded) {
      layer.clear();
      return;
    }
    const shade = this.#shadeOf(loaded);
    layer.draw(rect, (target) => drawPicture(target, rect, viewport.value, loaded.levels, shade, channel.value));
  }

  labels(layer: Layer, rect: Rect): void {
    const { strokes, viewport, hasLabels, preferences } = this.session;
    const mask = strokes.value?.mask;
    if (!mask || !hasLabels || !preferences.isOverlayShown) {
      layer.clear();
      return;
    }
    const { isOutlined, opacity } = preferences;
    // A line of one pixel needs more of its colour than an area to be seen as well.
    const colors = this.#colorsOf(isOutlined ? 1 - (1 - opacity) ** 3 : opacity);
    layer.draw(rect, (target) => drawOverlay(target, rect, viewport.value, mask, colors, isOutlined));
  }

  #shadeOf(loaded: LoadedPicture): Shade {
    const contrast = this.session.shownContrast(loaded);
    const last = this.#shade;
    if (last?.of === loaded && last.contrast.black === contrast.black && last.contrast.white === contrast.white)
      return last.shade;
    const shade = shadeOf(loaded.picture, contrast);
    this.#shade = { of: loaded, contrast, shade };
    return shade;
  }

  #colorsOf(opacity: number): OverlayColors {
    const classes = this.session.classes.value;
    if (this.#colors?.of === classes && this.#colors.opacity === opacity) return this.#colors.colors;
    const colors = overlayColors(classes ?? [], opacity);
    this.#colors = { of: classes, opacity, colors };
    return colors;
  }
}
