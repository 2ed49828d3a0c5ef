import type { Rect } from "../../../shared/label/rect";
import { heatmapMethods, type ImagePoint } from "../../../shared/protocol";
import { colorLevels, drawMap } from "../../../shared/view/colorMap";
import { drawOverlay, overlayColors } from "../../../shared/view/drawOverlay";
import type { Layer } from "../../shared/picture/layer";
import { paintPicture } from "../../shared/panes/pane";
import { shortName } from "../state/layers";
import type { Overlay, Session } from "../state/session";

/** Paints what the session has for a view, and says it in words. */
export class Painting {
  /** The line that is being drawn around a region; null: none is. */
  drawing: readonly ImagePoint[] | null = null;

  constructor(readonly session: Session) {}

  get points(): readonly ImagePoint[] {
    return this.drawing ?? this.session.view.value.points;
  }

  picture(layer: Layer, rect: Rect): void {
    paintPicture(layer, rect, this.session.viewport.value, this.session.picture.value);
  }

  overlay(layer: Layer, rect: Rect, place: 0 | 1): void {
    const { view, viewport } = this.session;
    const overlay = this.overlayAt(place);
    layer.canvas.style.opacity = String(view.value.opacity);
    if (overlay === null) return layer.clear();
    const colors = colorLevels(view.value.colors);
    layer.draw(rect, (target) => drawMap(target, rect, viewport.value, overlay.picture.levels, colors));
  }

  outlines(layer: Layer, rect: Rect, place: 0 | 1): void {
    const { mask, layers, view, viewport } = this.session;
    // What another model predicts is not known here.
    const isOurs = place === 0 || view.value.against.kind !== "model";
    const isWanted = view.value.isOutlined && isOurs;
    if (mask.value.state !== "there" || layers.value.state !== "there" || !isWanted) return layer.clear();
    const { value } = mask.value;
    const colors = overlayColors(layers.value.value.classes, 1);
    layer.draw(rect, (target) => drawOverlay(target, rect, viewport.value, value, colors, true));
  }

  overlayAt(place: 0 | 1): Overlay | null {
    const fetched = this.session.overlays[place]?.value;
    return fetched?.state === "there" ? fetched.value : null;
  }

  /** Whether something that the view shows is still to come. */
  isBusy(place: 0 | 1): boolean {
    const { picture, overlays } = this.session;
    return picture.value.state === "waiting" || overlays[place]?.value?.state === "waiting";
  }

  /** Whether it takes so long that it reports how far it is. */
  canCancel(place: 0 | 1): boolean {
    return this.session.overlays[place]?.value?.state === "waiting" && this.session.progress.value !== null;
  }

  /** What a view shows. */
  title(place: 0 | 1): string {
    const { view, subject } = this.session;
    const { method, channel, against, class: shown } = view.value;
    if (place === 0 && channel !== null) return `Channel ${channel}${this.#atLayer(null)}`;
    const { label, needsClass, needsLayer } = heatmapMethods[method];
    const other = place === 1 && against.kind === "model" ? against.model : null;
    const index = place === 1 && against.kind === "class" ? against.class : shown;
    const model = against.kind === "model" ? `${other ?? subject.value.model}: ` : "";
    const what = needsClass ? ` of ${this.#className(index)}` : "";
    return `${model}${label}${what}${needsLayer ? this.#atLayer(other) : ""}`;
  }

  /** What is to be said over the view; empty: nothing. */
  note(place: 0 | 1): string {
    const { picture, overlays, progress, layers, view } = this.session;
    for (const fetched of [picture.value, layers.value]) if (fetched.state === "failed") return fetched.message;
    const overlay = overlays[place]?.value;
    if (overlay === null && heatmapMethods[view.value.method].needsPixels) return chooseText[view.value.target];
    if (overlay?.state === "failed") return overlay.message;
    if (overlay?.state === "there")
      return overlay.value.high === 0 && overlay.value.low === 0 ? "Nothing was found." : "";
    const now = progress.value;
    return now === null ? "Working…" : `${Math.round((100 * now.done) / Math.max(1, now.total))} %`;
  }

  /** @param other the name of another model; null: it is ours */
  #atLayer(other: string | null): string {
    const { layer, layers } = this.session;
    if (layer === null || layers.value.state !== "there") return "";
    const isLast = layer.name === layers.value.value.bottleneck;
    return ` at ${isLast && other !== null ? "the encoder's last layer" : shortName(layer)}`;
  }

  #className(index: number): string {
    const { layers } = this.session;
    return (layers.value.state === "there" && layers.value.value.classes[index]?.name) || `class ${index}`;
  }
}

const chooseText = {
  class: "",
  object: "Click an object.",
  region: "Draw around a region.",
  pixel: "Click a pixel.",
} as const;
