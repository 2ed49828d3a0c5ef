import type { CutOffPrediction, PredictedItem, SegClass, SegmentedObject } from "../../../shared/protocol";
import type { Mask } from "../../../shared/picture/picture";
import type { Point, Viewport } from "../../../shared/view/viewport";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import { type Fetched, waiting, Signal } from "../../shared/signal";
import { keep, kept, type View } from "./host";
import { sorted } from "./items";
import { type PaneName, shownPanes } from "./paneNames";

/** How unsure the model is, among the maps of its classes. */
export const uncertainty = null;

const first: View = {
  order: "name",
  panes: null,
  opacity: 0.5,
  isOutlined: false,
  shownClass: 1,
  areObjectsShown: true,
};

/** What is open in this page. The parts of the page follow it and know nothing of each other. */
export class Session {
  readonly classes = new Signal<readonly SegClass[]>([]);
  /** In the order of the list. */
  readonly items = new Signal<readonly PredictedItem[]>([]);
  /** What a prediction has left that was cut off; null: nothing. */
  readonly cutOff = new Signal<CutOffPrediction | null>(null);
  /** The image that is shown. */
  readonly item = new Signal<PredictedItem | null>(null);
  readonly view = new Signal<View>({ ...first, ...kept().view });
  /** Where the pointer is, in pixels of the picture; null: on none of the views. */
  readonly hover = new Signal<Point | null>(null);
  readonly viewport = new Signal<Viewport>({ scale: 1, x: 0, y: 0 });

  readonly picture = new Signal<Fetched<LoadedPicture>>(waiting);
  readonly prediction = new Signal<Fetched<Mask>>(waiting);
  readonly label = new Signal<Fetched<Mask>>(waiting);
  readonly difference = new Signal<Fetched<Mask>>(waiting);
  /** The maps that were asked for: of classes, and of {@link uncertainty}. */
  readonly maps = new Signal<ReadonlyMap<number | null, Fetched<LoadedPicture>>>(new Map());
  readonly objects = new Signal<Fetched<readonly SegmentedObject[]>>(waiting);
  /** The object that is looked at. */
  readonly selected = new Signal<SegmentedObject | null>(null);

  get panes(): readonly PaneName[] {
    return shownPanes(this.view.value.panes, this.isLabelled);
  }

  get isLabelled(): boolean {
    return (this.item.value?.label ?? null) !== null;
  }

  change(part: Partial<View>): void {
    this.view.value = { ...this.view.value, ...part };
    keep({ view: this.view.value });
    if (part.order !== undefined) this.items.value = sorted(this.items.value, part.order);
  }

  /** Shows the image that is `by` further in the list, as far as there are any. */
  go(by: number): void {
    const items = this.items.value;
    const at = items.findIndex(({ name }) => name === this.item.value?.name);
    const next = items[at + by];
    if (next) this.item.value = next;
  }

  setMap(shown: number | null, map: Fetched<LoadedPicture>): void {
    this.maps.value = new Map([...this.maps.value, [shown, map]]);
  }
}
