import { sentenceOf } from "../../shared/errorText";
import type { PictureSource } from "../../shared/picture/picture";
import { differenceOf } from "../../shared/results/difference";
import type { ResultPictures, ToResultsView } from "../../shared/results/messages";
import { type Fetched, waiting } from "../shared/signal";
import { type LoadedPicture, maskOf, type PictureLoader } from "../shared/picture/pictureLoader";
import { ask, fault, keep, post } from "./state/host";
import { sorted } from "./state/items";
import { type Session, uncertainty } from "./state/session";

type ListMessage = Extract<ToResultsView, { type: "list" }>;

/** The parts of the page that messages speak to besides the session. */
export interface Front {
  opened(): void;
  failed(message: string): void;
  reported(message: string): void;
}

/** What the host says, and what it is asked for as the session changes. */
export class Inbox {
  /** Ends when another image is shown: what comes for an earlier one is too late. */
  #running = new AbortController();

  constructor(
    readonly session: Session,
    readonly loader: PictureLoader,
    readonly front: Front,
  ) {
    session.item.follow((item) => {
      if (item) this.#open(item.name);
    });
    for (const signal of [session.item, session.view]) signal.follow(() => this.#askMaps());
  }

  take(message: ToResultsView): void {
    switch (message.type) {
      case "keep":
        return keep({ panel: message.panel });
      case "list":
        return this.#list(message);
      case "failed":
        return this.front.failed(message.message);
      case "reported":
        return this.front.reported(message.message);
    }
  }

  #list({ classes, images, cutOff, image }: ListMessage): void {
    const { session } = this;
    session.classes.value = classes;
    session.cutOff.value = cutOff;
    session.items.value = sorted(images, session.view.value.order);
    this.front.opened();
    const wanted = image ?? session.item.value?.name;
    session.item.value = images.find(({ name }) => name === wanted) ?? session.items.value[0] ?? null;
  }

  /** Everything of an image; what was asked for the one before is not wanted any more. */
  #open(name: string): void {
    const { session } = this;
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    for (const part of [session.picture, session.prediction, session.label, session.difference, session.objects])
      part.value = waiting;
    session.maps.value = new Map();
    session.selected.value = null;
    post({ type: "shown", name });
    void this.#fetch(ask("objects", { name }, { signal }), (objects) => (session.objects.value = objects));
    ask("pictures", { name }, { signal }).then(
      (pictures) => this.#load(pictures),
      (error: unknown) => {
        if (signal.aborted) return;
        for (const part of [session.picture, session.prediction, session.label, session.difference])
          part.value = { state: "failed", message: sentenceOf(error) };
      },
    );
  }

  /** Predicting takes a while, so only what is looked at is asked for. */
  #askMaps(): void {
    const { session } = this;
    if (session.item.value === null) return;
    const wanted = session.panes.flatMap((pane) =>
      pane === "uncertainty" ? [uncertainty] : pane === "probability" ? [session.view.value.shownClass] : [],
    );
    for (const shown of wanted) {
      if (session.maps.value.has(shown)) continue;
      session.setMap(shown, waiting);
      const { name } = session.item.value;
      const source = ask("map", { name, shown }, { signal: this.#running.signal });
      void this.#fetch(this.#loaded(source), (map) => session.setMap(shown, map));
    }
  }

  #load({ picture, prediction, label }: ResultPictures): void {
    const { session } = this;
    const { signal } = this.#running;
    const masks = async (source: PictureSource) => maskOf(await this.loader.load(source));
    void this.#fetch(this.loader.load(picture), (loaded) => (session.picture.value = loaded));
    const predicted = this.#fetch(masks(prediction), (mask) => (session.prediction.value = mask));
    if (label === null) return;
    const labelled = this.#fetch(masks(label), (mask) => (session.label.value = mask));
    void Promise.all([labelled, predicted]).then(([expected, found]) => {
      if (signal.aborted || !expected || !found) return;
      const difference = differenceOf(expected, found);
      session.difference.value = difference
        ? { state: "there", value: difference }
        : { state: "failed", message: "Label and prediction have different sizes." };
    });
  }

  async #loaded(source: Promise<PictureSource>): Promise<LoadedPicture> {
    return this.loader.load(await source);
  }

  /** Gives what was fetched; null: it cannot be, or is too late. */
  async #fetch<T>(work: Promise<T>, set: (fetched: Fetched<T>) => void): Promise<T | null> {
    const { signal } = this.#running;
    try {
      const value = await work;
      if (signal.aborted) return null;
      set({ state: "there", value });
      return value;
    } catch (error) {
      if (signal.aborted) return null;
      set({ state: "failed", message: sentenceOf(error) });
      fault(error);
      return null;
    }
  }
}
