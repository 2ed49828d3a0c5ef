import { sentenceOf } from "../../../shared/errorText";
import type { Place, Uses } from "../../../shared/inside/review";
import type { ConfusionCell, PredictProgress, Review } from "../../../shared/protocol";
import type { Point, Viewport } from "../../../shared/view/viewport";
import { type Fetched, waiting, Signal } from "../../shared/signal";
import type { Client } from "../state/client";
import type { Session } from "../state/session";

/** What lies in colours over the picture. */
export type Shown = "errors" | "uncertainty" | "nothing";

/** Whose outlines are drawn. */
export type Outlined = "label" | "prediction" | "none";

/** What was measured of the model, and what of it is looked at. It is asked for when somebody wants to see it. */
export class ReviewSession {
  readonly review = new Signal<Fetched<Review>>(waiting);
  readonly progress = new Signal<PredictProgress | null>(null);
  /** Where to look; null: nobody has said. */
  readonly place = new Signal<Place | null>(null);
  /** The cell of the confusion matrix whose pixels are shown; null: all that are wrong. */
  readonly cell = new Signal<ConfusionCell | null>(null);
  readonly uses = new Signal<Uses>("unseen");
  readonly shown = new Signal<Shown>("errors");
  readonly outlined = new Signal<Outlined>("label");
  readonly viewport = new Signal<Viewport>({ scale: 1, x: 0, y: 0 });
  readonly hover = new Signal<Point | null>(null);
  #running: AbortController | null = null;
  /** Whether what was measured, or is being measured, may be old. */
  #isOld = true;

  constructor(
    readonly session: Session,
    readonly client: Client,
    /** The tabs that show something of it. */
    readonly tabs: readonly string[],
  ) {
    session.view.follow(() => this.#askIfSeen());
    // Comes again whenever models change.
    session.subject.follow(() => this.renew());
    session.image.follow((image) => {
      if (this.place.value?.image !== image) this.place.value = null;
    });
  }

  /** Asks again: what has not changed since is answered at once. */
  renew(): void {
    this.#isOld = true;
    this.#askIfSeen();
  }

  cancel(): void {
    this.#running?.abort();
    this.#running = null;
    this.progress.value = null;
    if (this.review.value.state === "waiting") this.review.value = { state: "failed", message: "Not measured." };
  }

  /** Shows a place in the view. */
  goTo(place: Place): void {
    this.place.value = place;
    if (this.session.subject.value.images.includes(place.image)) this.session.image.value = place.image;
  }

  #askIfSeen(): void {
    const { view, subject } = this.session;
    const isSeen = subject.value.model !== "" && this.tabs.includes(view.value.tab);
    // One that is running is waited for: labels and models may change faster than a model is measured.
    if (!this.#isOld || !isSeen || this.#running !== null) return;
    this.#isOld = false;
    const running = new AbortController();
    this.#running = running;
    if (this.review.value.state === "failed") this.review.value = waiting;
    const report = (progress: PredictProgress) => (this.progress.value = progress);
    this.client.review({ signal: running.signal, report }).then(
      (review) => this.#take(running, { state: "there", value: review }),
      (error: unknown) => this.#take(running, { state: "failed", message: sentenceOf(error) }),
    );
  }

  #take(running: AbortController, review: Fetched<Review>): void {
    if (running.signal.aborted) return;
    this.#running = null;
    this.progress.value = null;
    this.review.value = review;
    this.#askIfSeen();
  }
}
