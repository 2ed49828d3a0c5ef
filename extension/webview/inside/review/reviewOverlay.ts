import { sentenceOf } from "../../../shared/errorText";
import type { Mask } from "../../../shared/picture/picture";
import { type Fetched, waiting, Signal } from "../../shared/signal";
import { type LoadedPicture, maskOf } from "../../shared/picture/pictureLoader";
import type { ReviewSession } from "./reviewSession";

/** Pictures that stay in the page: what was on screen is there at once when it is wanted again. */
const mostKept = 40;

/** Fetches what is to lie over the picture, and the label; null where there is none. */
export class ReviewOverlay {
  readonly overlay = new Signal<Fetched<LoadedPicture> | null>(null);
  readonly label = new Signal<Mask | null>(null);
  readonly #kept = new Map<string, LoadedPicture>();
  #wanted = "";
  #labelled = "";
  #running = new AbortController();

  constructor(readonly of: ReviewSession) {
    const { session, review, cell, shown } = of;
    for (const signal of [session.image, session.view, review, cell, shown]) signal.follow(() => this.#update());
  }

  #update(): void {
    const { session, review, cell, shown, tabs, client } = this.of;
    const image = session.image.value;
    if (!tabs.includes(session.view.value.tab) || image === null || review.value.state !== "there") return;
    const known = review.value.value.images.find(({ stem }) => stem === image);
    // Another review: the label may be another one too.
    const identity = `${image} ${JSON.stringify(known?.confusion)}`;
    if (identity !== this.#labelled) {
      this.#labelled = identity;
      this.#fetchLabel(image, identity);
    }
    const key = `${identity} ${shown.value} ${JSON.stringify(cell.value)}`;
    if (key === this.#wanted) return;
    this.#wanted = key;
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const found = this.#kept.get(key);
    if (found) this.overlay.value = { state: "there", value: found };
    else if (shown.value === "nothing" || (shown.value === "errors" && known === undefined)) this.overlay.value = null;
    else {
      const of = { model: session.subject.value.model, image };
      const asked =
        shown.value === "errors"
          ? client.ask("advice/errors", { of, cell: cell.value }, { signal })
          : client.ask("advice/uncertainty", { of }, { signal });
      this.#fetch(key, async () => client.load(await asked), signal);
    }
  }

  #fetch(key: string, work: () => Promise<LoadedPicture>, signal: AbortSignal): void {
    this.overlay.value = waiting;
    work().then(
      (value) => {
        if (signal.aborted) return;
        this.#keep(key, value);
        this.overlay.value = { state: "there", value };
      },
      (error: unknown) => {
        if (!signal.aborted) this.overlay.value = { state: "failed", message: sentenceOf(error) };
      },
    );
  }

  #fetchLabel(image: string, identity: string): void {
    this.label.value = null;
    this.of.client.label(image).then(
      (loaded) => {
        if (identity === this.#labelled) this.label.value = loaded && maskOf(loaded);
      },
      // Without a label there is nothing to outline.
      () => undefined,
    );
  }

  #keep(key: string, picture: LoadedPicture): void {
    this.#kept.set(key, picture);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
  }
}
