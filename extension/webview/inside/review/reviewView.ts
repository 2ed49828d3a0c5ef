import { Pane } from "../../shared/panes/pane";
import { PaneGrid } from "../../shared/panes/paneGrid";
import { followKeys } from "../../shared/panes/viewCommands";
import { saveView } from "../state/savePicture";
import { TargetMark } from "../views/targetMark";
import { noteOf, titleOf, ReviewPainting } from "./reviewPainting";
import type { ReviewOverlay } from "./reviewOverlay";
import type { ReviewSession } from "./reviewSession";

/** The picture with what is wrong in it, and a frame around the place that is looked at. */
export class ReviewView {
  readonly grid: PaneGrid;
  readonly #mark = new TargetMark();
  readonly #pane = new Pane({ layers: 3, marks: [this.#mark.element], controls: [], isNoteSpoken: true });
  readonly #painting: ReviewPainting;

  constructor(
    readonly of: ReviewSession,
    readonly fetched: ReviewOverlay,
  ) {
    const { session, viewport, hover, place } = of;
    const { picture } = session;
    this.#painting = new ReviewPainting(of, fetched);
    this.grid = new PaneGrid({
      panes: [this.#pane],
      viewport,
      picture,
      hover,
      isShown: () => true,
      paint: (all, inCss) => {
        this.#paintLayers(all);
        this.#mark.show(this.#corners(), "region", inCss);
        this.#describe();
      },
    });
    this.grid.element.classList.add("review-view");
    followKeys(this.grid.element, this.grid.navigation, { inFront: { S: () => void this.save() } });
    for (const signal of [session.mask, fetched.overlay, fetched.label, of.outlined, of.shown, of.cell, of.review])
      signal.follow(() => this.grid.redraw());
    for (const signal of [place, picture]) signal.follow(() => this.#show());
  }

  /** Saves what is shown. */
  async save(): Promise<void> {
    const { session, viewport, shown } = this.of;
    if (session.picture.value.state !== "there") return;
    const painting = this.#painting;
    await saveView(
      viewport,
      session.picture.value.value.picture,
      [painting.picture, painting.overlay, painting.outlines],
      `${session.image.value} ${session.subject.value.model} ${shown.value}`,
    );
  }

  /** Brings the place into view, once its picture is there. */
  #show(): void {
    const { session, place } = this.of;
    const region = place.value?.region;
    if (region && session.picture.value.state === "there")
      this.grid.navigation.show({ x: region.left, y: region.top, width: region.width, height: region.height });
    this.grid.redraw();
  }

  #paintLayers(all: Parameters<ReviewPainting["picture"]>[1]): void {
    const [picture, overlay, outlines] = this.#pane.layers;
    if (picture) this.#painting.picture(picture, all);
    if (overlay) this.#painting.overlay(overlay, all);
    if (outlines) this.#painting.outlines(outlines, all);
  }

  /** Of the place that is looked at, where it is in this image. */
  #corners(): readonly { readonly x: number; readonly y: number }[] {
    const { place, session } = this.of;
    const region = place.value?.image === session.image.value ? place.value?.region : null;
    if (!region) return [];
    const { left, top, width, height } = region;
    return [
      { x: left, y: top },
      { x: left + width, y: top },
      { x: left + width, y: top + height },
      { x: left, y: top + height },
    ];
  }

  #describe(): void {
    const title = titleOf(this.of);
    const overlay = this.fetched.overlay.value;
    const isBusy = this.of.session.picture.value.state === "waiting" || overlay?.state === "waiting";
    this.#pane.describe({ title, name: title, note: noteOf(this.of, overlay), isBusy });
    this.grid.name(title);
  }
}
