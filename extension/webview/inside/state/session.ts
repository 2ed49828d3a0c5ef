import { type Mask, valueAt } from "../../../shared/picture/picture";
import type { ChannelFigures, ImagePoint, LayerShape, LayersResult, PredictProgress } from "../../../shared/protocol";
import type { Point, Viewport } from "../../../shared/view/viewport";
import { type Fetched, waiting, Signal } from "../../shared/signal";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import { keep, kept } from "./host";
import { firstView, type View } from "./view";

/** What there is to look into. */
export interface Subject {
  readonly model: string;
  readonly models: readonly string[];
  readonly images: readonly string[];
}

/** What lies in colours over the picture: 8-bit levels, and what the first and the last of them stand for. */
export interface Overlay {
  readonly picture: LoadedPicture;
  readonly low: number;
  readonly high: number;
}

/** What is open in this page. The parts of the page follow it and know nothing of each other. */
export class Session {
  readonly subject = new Signal<Subject>({ model: "", models: [], images: [] });
  /** The stem of the image that is shown. */
  readonly image = new Signal<string | null>(null);
  readonly view = new Signal<View>({ ...firstView, ...kept().view });
  readonly viewport = new Signal<Viewport>({ scale: 1, x: 0, y: 0 });
  /** Where the pointer is, in pixels of the picture; null: on none of the views. */
  readonly hover = new Signal<Point | null>(null);

  readonly layers = new Signal<Fetched<LayersResult>>(waiting);
  readonly thumbnails = new Signal<Fetched<LoadedPicture>>(waiting);
  readonly picture = new Signal<Fetched<LoadedPicture>>(waiting);
  readonly mask = new Signal<Fetched<Mask>>(waiting);
  /** Of the layer that is looked at. */
  readonly channels = new Signal<Fetched<readonly ChannelFigures[]>>(waiting);
  /** Of each view; null: there is nothing to draw, as the user has not chosen the pixels yet. */
  readonly overlays = [new Signal<Fetched<Overlay> | null>(waiting), new Signal<Fetched<Overlay> | null>(waiting)];
  /** Whether the model has learned more since it was looked at. */
  readonly isOutdated = new Signal(false);
  /** How far what takes a while is; null: nothing does. */
  readonly progress = new Signal<PredictProgress | null>(null);

  /** The layer that is looked at; null: the layers are not there yet. */
  get layer(): LayerShape | null {
    const { layers, view } = this;
    if (layers.value.state !== "there") return null;
    const { layers: all, bottleneck } = layers.value.value;
    return all.find(({ name }) => name === view.value.layer) ?? all.find(({ name }) => name === bottleneck) ?? null;
  }

  change(part: Partial<View>): void {
    this.view.value = { ...this.view.value, ...part };
    keep({ view: this.view.value });
  }

  /** Asks for everything of the image anew. */
  again(): void {
    const { value } = this.image;
    this.isOutdated.value = false;
    this.image.value = null;
    this.image.value = value;
  }

  /** Looks at another layer. */
  lookAt(layer: string): void {
    if (layer !== this.layer?.name) this.change({ layer, channel: null });
  }

  /** Explains the object or the pixel at a place. An object is asked about as what it is predicted to be. */
  chooseAt(at: ImagePoint): void {
    const predicted = this.predictedAt(at);
    if (predicted === null) return; // beside the picture
    const isObject = this.view.value.target === "object";
    this.change({ points: [at], channel: null, ...(isObject ? { class: predicted } : {}) });
  }

  /** The class that is predicted at a place; null: it is beside the picture, or nothing is known yet. */
  predictedAt({ x, y }: ImagePoint): number | null {
    return this.mask.value.state === "there" ? valueAt(this.mask.value.value, x, y) : null;
  }

  /** Explains what is inside of a line. */
  chooseRegion(points: readonly ImagePoint[]): void {
    this.change({ points, channel: null });
  }

  /** Shows the image that is `by` further in the list, as far as there are any. */
  go(by: number): void {
    const { images } = this.subject.value;
    const next = images[images.indexOf(this.image.value ?? "") + by];
    if (next !== undefined) this.image.value = next;
  }
}
