import type { Size } from "../../../shared/label/rect";
import { element } from "../../shared/element";
import { Layer } from "../../shared/picture/layer";
import { PanePointer } from "../../shared/panePointer";
import { PictureNavigation } from "../../shared/pictureNavigation";
import { sendPng, wholePicture } from "../wholePicture";
import { TargetMark } from "../views/targetMark";
import { noteOf, titleOf } from "./reviewLook";
import { ReviewPainting } from "./reviewPainting";
import type { ReviewOverlay } from "./reviewOverlay";
import type { ReviewSession } from "./reviewSession";
import { followViewKeys } from "./reviewKeys";

/** The picture with what is wrong in it, and a frame around the place that is looked at. */
export class ReviewView {
  readonly element = element("div", {
    class: "panes review-view",
    tabindex: 0,
    role: "group",
    "data-vscode-context": '{"preventDefaultContextMenuItems":true}',
  });
  readonly navigation: PictureNavigation;
  readonly #view = element("div", { class: "view", role: "img" });
  readonly #layers = { picture: new Layer(), overlay: new Layer(), outlines: new Layer() };
  readonly #mark = new TargetMark();
  readonly #title = element("span", { class: "title" });
  readonly #note = element("p", { class: "note", role: "status" });
  readonly #painting: ReviewPainting;
  #screen: Size = { width: 0, height: 0 };
  #frame = 0;

  constructor(
    readonly of: ReviewSession,
    readonly fetched: ReviewOverlay,
  ) {
    const { session, viewport, place } = of;
    this.#painting = new ReviewPainting(of, fetched);
    this.#layers.overlay.canvas.dataset["layer"] = "errors";
    this.#view.append(...Object.values(this.#layers).map(({ canvas }) => canvas), this.#mark.element);
    const frame = element("div", { class: "frame" }, this.#view, this.#note);
    this.element.append(element("figure", { class: "pane" }, element("figcaption", {}, this.#title), frame));
    this.navigation = new PictureNavigation({ viewport, picture: session.picture }, () => this.#screen);
    new PanePointer(this, of, this.navigation);
    followViewKeys(this.element, this.navigation, () => void this.save());
    new ResizeObserver(() => this.#resize()).observe(this.element);
    for (const signal of [session.picture, session.mask, fetched.overlay, fetched.label, of.outlined, of.shown])
      signal.follow(() => this.#redraw());
    for (const signal of [viewport, of.cell, of.review]) signal.follow(() => this.#redraw());
    for (const signal of [place, session.picture]) signal.follow(() => this.#show());
  }

  /** The screen's own pixels to one of CSS. */
  get ratio(): number {
    return window.devicePixelRatio;
  }

  /** Saves what is shown. */
  async save(): Promise<void> {
    const { session, viewport } = this.of;
    if (session.picture.value.state !== "there") return;
    const whole = wholePicture(viewport, session.picture.value.value.picture, [
      (layer, all) => this.#painting.picture(layer, all),
      (layer, all) => this.#painting.overlay(layer, all),
      (layer, all) => this.#painting.outlines(layer, all),
    ]);
    await sendPng(whole, `${session.image.value} ${session.subject.value.model} ${this.of.shown.value}`);
  }

  /** Brings the place into view, once its picture is there. */
  #show(): void {
    const { session, place } = this.of;
    const region = place.value?.region;
    if (region && session.picture.value.state === "there" && this.#screen.width > 0)
      this.navigation.show({ x: region.left, y: region.top, width: region.width, height: region.height });
    this.#redraw();
  }

  #resize(): void {
    const { width, height } = this.#view.getBoundingClientRect();
    if (width === 0 || height === 0) return; // behind another tab
    const before = this.#screen;
    this.#screen = { width: Math.round(width * this.ratio), height: Math.round(height * this.ratio) };
    for (const layer of Object.values(this.#layers)) layer.resize(this.#screen);
    this.navigation.resized(before);
    if (before.width === 0) this.#show();
    this.#paint(); // now: a canvas is empty after a change of its size, and would flicker
  }

  #redraw(): void {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const all = { x: 0, y: 0, ...this.#screen };
    if (all.width === 0) return;
    const { picture, overlay, outlines } = this.#layers;
    this.#painting.picture(picture, all);
    this.#painting.overlay(overlay, all);
    this.#painting.outlines(outlines, all);
    const { viewport, place, session } = this.of;
    const { scale, x, y } = viewport.value;
    const region = place.value?.image === session.image.value ? place.value?.region : null;
    const corners = region
      ? [
          { x: region.left, y: region.top },
          { x: region.left + region.width, y: region.top },
          { x: region.left + region.width, y: region.top + region.height },
          { x: region.left, y: region.top + region.height },
        ]
      : [];
    this.#mark.show(corners, "region", { scale: scale / this.ratio, x: x / this.ratio, y: y / this.ratio });
    const title = titleOf(this.of);
    this.#title.textContent = title;
    this.#view.setAttribute("aria-label", title);
    this.element.setAttribute("aria-label", `${title}. Arrow keys move the picture, plus and minus zoom.`);
    this.#note.textContent = noteOf(this.of, this.fetched.overlay.value);
    this.#note.hidden = this.#note.textContent === "";
    // For tests: whether all that is wanted is there, and where it is looked at.
    this.#view.dataset["state"] = this.#isThere ? "there" : "missing";
    this.element.dataset["viewport"] = [scale, x, y].map((value) => value.toFixed(3)).join(" ");
    this.element.dataset["image"] = session.image.value ?? "";
  }

  get #isThere(): boolean {
    return this.of.session.picture.value.state === "there" && this.fetched.overlay.value?.state !== "waiting";
  }
}
