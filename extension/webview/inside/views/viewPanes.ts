import type { Rect } from "../../../shared/label/rect";
import { colorBar } from "../../../shared/view/colorMap";
import type { Viewport } from "../../../shared/view/viewport";
import { textButton } from "../../shared/control";
import { element } from "../../shared/element";
import { Pane } from "../../shared/panes/pane";
import { PaneGrid } from "../../shared/panes/paneGrid";
import type { Overlay, Session } from "../state/session";
import type { View } from "../state/view";
import { numberText } from "./readout";
import type { Painting } from "./painting";
import { TargetMark } from "./targetMark";

/**
 * One view, or two side by side with the same viewport.
 * @param cancel ends what takes a while
 */
export function viewPanes(session: Session, painting: Painting, cancel: () => void): PaneGrid {
  const panes = ([0, 1] as const).map((place) => new ViewPane(place, painting, cancel));
  const { view, picture, layers, mask, overlays, progress, viewport, hover, image } = session;
  const grid = new PaneGrid({
    panes: panes.map(({ pane }) => pane),
    viewport,
    picture,
    hover,
    isShown: (pane) => pane === panes[0]?.pane || view.value.against.kind !== "nothing",
    paint: (all, inCss) => {
      for (const pane of panes) if (!pane.pane.element.hidden) pane.paint(all, inCss);
    },
  });
  view.follow(() => grid.arrange());
  for (const signal of [layers, mask, ...overlays, progress]) signal.follow(() => grid.redraw());
  image.follow((stem) => grid.name(`Views of ${stem ?? "no image"}`));
  return grid;
}

/** The picture, in colours over it what is to be seen, the outlines of the prediction, and the chosen pixels. */
class ViewPane {
  readonly pane: Pane;
  readonly #target = new TargetMark();
  readonly #legend = new ColorLegend();
  readonly #cancel: HTMLElement;

  constructor(
    readonly place: 0 | 1,
    readonly painting: Painting,
    cancel: () => void,
  ) {
    this.#cancel = textButton("Cancel", "secondary", cancel);
    this.pane = new Pane({
      layers: 3,
      marks: [this.#target.element],
      controls: [this.#legend.element],
      below: [this.#cancel],
      isNoteSpoken: true,
    });
  }

  paint(all: Rect, inCss: Viewport): void {
    const { painting, place } = this;
    const [picture, overlay, outlines] = this.pane.layers;
    if (picture) painting.picture(picture, all);
    if (overlay) painting.overlay(overlay, all, place);
    if (outlines) painting.outlines(outlines, all, place);
    const title = painting.title(place);
    this.pane.describe({ title, name: title, note: painting.note(place), isBusy: painting.isBusy(place) });
    this.#cancel.hidden = !painting.canCancel(place);
    const { view } = painting.session;
    this.#target.show(painting.points, view.value.target, inCss);
    this.#legend.show(painting.overlayAt(place), view.value);
  }
}

/** What the colours stand for. */
export class ColorLegend {
  readonly element = element("span", { class: "legend", role: "img", hidden: true });
  readonly #low = element("span");
  readonly #bar = element("span", { class: "bar" });
  readonly #high = element("span");

  constructor() {
    this.element.append(this.#low, this.#bar, this.#high);
  }

  show(overlay: Overlay | null, { colors }: View): void {
    this.element.hidden = overlay === null;
    if (overlay === null) return;
    const [low, high] = [numberText(overlay.low), numberText(overlay.high)];
    this.#low.textContent = low;
    this.#high.textContent = high;
    this.#bar.style.backgroundImage = colorBar(colors);
    this.element.setAttribute("aria-label", `Colours from ${low} to ${high}`);
  }
}
