import type { Rect } from "../../../shared/label/rect";
import type { Contrast } from "../../../shared/picture/picture";
import { drawOverlay, overlayColors, type OverlayColors } from "../../../shared/view/drawOverlay";
import { drawPicture } from "../../../shared/view/drawPicture";
import { shadeOf, type Shade } from "../../../shared/view/shade";
import type { Layer } from "../../shared/picture/layer";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import type { Session } from "../state/session";

/** Paints what the session says. Tables are made again only when what they depend on has changed. */
export class Painting {
  #shade: { readonly of: LoadedPicture; readonly contrast: Contrast; readonly shade: Shade } | null = null;
  readonly #labels = new Colors();
  readonly #suggested = new Colors();
  readonly #lines = new Colors();
  #isSuggestionShown = false;

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
    const colors = this.#labels.of(this.session, isOutlined ? 1 - (1 - opacity) ** 3 : opacity);
    layer.draw(rect, (target) => drawOverlay(target, rect, viewport.value, mask, colors, isOutlined));
  }

  /** What is wanted of a suggestion as areas, and around all that was suggested a line. */
  suggestion(areas: Layer, lines: Layer, rect: Rect): void {
    const { review, viewport, hasLabels, preferences } = this.session;
    const suggestion = review.value?.suggestion;
    if (!suggestion || !hasLabels || !preferences.isOverlayShown) {
      if (this.#isSuggestionShown) for (const layer of [areas, lines]) layer.clear();
      this.#isSuggestionShown = false;
      return;
    }
    this.#isSuggestionShown = true;
    const { wanted, all } = suggestion;
    const colors = this.#suggested.of(this.session, preferences.opacity);
    areas.draw(rect, (target) => drawOverlay(target, rect, viewport.value, wanted, colors, false));
    const lineColors = this.#lines.of(this.session, 1);
    lines.draw(rect, (target) => drawOverlay(target, rect, viewport.value, all, lineColors, true));
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
}

/** The table of one opacity. */
class Colors {
  #last: { readonly classes: unknown; readonly opacity: number; readonly colors: OverlayColors } | null = null;

  of({ classes: { value: classes } }: Session, opacity: number): OverlayColors {
    if (this.#last?.classes === classes && this.#last.opacity === opacity) return this.#last.colors;
    const colors = overlayColors(classes ?? [], opacity);
    this.#last = { classes, opacity, colors };
    return colors;
  }
}
