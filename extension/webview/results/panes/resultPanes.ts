import type { Rect } from "../../../shared/label/rect";
import { rectOnScreen, type Point, toScreen, type Viewport } from "../../../shared/view/viewport";
import { element } from "../../shared/element";
import { Pane } from "../../shared/panes/pane";
import { PaneGrid } from "../../shared/panes/paneGrid";
import type { Session } from "../state/session";
import { mapControls } from "./mapControls";
import { Painting } from "./painting";
import { type PaneName, paneTitles } from "../state/paneNames";

/** The views of an image that are on, with the object that is looked at and the place of the pointer marked in each. */
export function resultPanes(session: Session): PaneGrid {
  const painting = new Painting(session);
  const panes = paneTitles.map(([name, title]) => new ResultPane(name, title, painting, mapControls(session, name)));
  const { item, view, viewport, picture, hover } = session;
  const grid: PaneGrid = new PaneGrid({
    panes: panes.map(({ pane }) => pane),
    viewport,
    picture,
    hover,
    isShown: (pane) => panes.some((each) => each.pane === pane && session.panes.includes(each.name)),
    paint: (all, inCss) => {
      const object = session.selected.value;
      const mark = object && rectOnScreen(inCss, { ...object, x: object.left, y: object.top });
      for (const pane of panes) {
        if (pane.pane.element.hidden) continue;
        pane.paint(all, item.value?.name ?? "");
        pane.mark(mark);
      }
      point(inCss);
    },
  });
  const point = (inCss: Viewport) => {
    const at = hover.value && toScreen(inCss, hover.value.x, hover.value.y);
    for (const pane of panes) pane.point(at);
  };
  for (const signal of [item, view]) signal.follow(() => grid.arrange());
  const { classes, prediction, label, difference, maps, selected } = session;
  for (const signal of [classes, prediction, label, difference, maps, selected]) signal.follow(() => grid.redraw());
  hover.follow(() => {
    const { scale, x, y } = viewport.value;
    point({ scale: scale / grid.ratio, x: x / grid.ratio, y: y / grid.ratio });
  });
  item.follow((shown) => grid.name(`Views of ${shown?.name ?? "no image"}`));
  return grid;
}

class ResultPane {
  readonly pane: Pane;
  /** Around the object that is looked at. */
  readonly #mark = element("div", { class: "mark", hidden: true });
  /** Where the pointer is in another view. */
  readonly #cross = element("div", { class: "cross", hidden: true });

  constructor(
    readonly name: PaneName,
    readonly title: string,
    readonly painting: Painting,
    controls: readonly HTMLElement[],
  ) {
    this.pane = new Pane({ layers: 2, marks: [this.#mark, this.#cross], controls, isNoteSpoken: false });
  }

  paint(all: Rect, image: string): void {
    const [picture, mask] = this.pane.layers;
    if (picture) this.painting.picture(picture, all, this.name);
    if (mask) this.painting.mask(mask, all, this.name);
    const { title } = this;
    this.pane.describe({ title, name: `${title} of ${image}`, ...this.painting.state(this.name) });
  }

  /** Marks a rectangle, given in CSS pixels; null: none. */
  mark(rect: Rect | null): void {
    this.#mark.hidden = rect === null;
    if (rect === null) return;
    const { style } = this.#mark;
    // Around the object, not over its edge, and not too small to be seen.
    const [width, height] = [Math.max(8, rect.width + 6), Math.max(8, rect.height + 6)];
    style.width = `${width}px`;
    style.height = `${height}px`;
    style.transform = `translate(${rect.x + (rect.width - width) / 2}px, ${rect.y + (rect.height - height) / 2}px)`;
  }

  /** Marks the place of the pointer in the views that it is not on, given in CSS pixels; null: it is on none. */
  point(at: Point | null): void {
    this.#cross.hidden = at === null || this.pane.view.matches(":hover");
    if (at !== null) this.#cross.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }
}
