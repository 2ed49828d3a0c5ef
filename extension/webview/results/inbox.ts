import { sentenceOf } from "../../shared/errorText";
import type { PictureSource } from "../../shared/picture/picture";
import { differenceOf } from "../../shared/results/difference";
import type { ToResultsView } from "../../shared/results/messages";
import { type Fetched, waiting } from "../shared/fetched";
import type { LoadedPicture } from "../shared/picture/pictureLoader";
import { maskOf } from "../shared/picture/pictureLoader";
import type { PictureLoader } from "../shared/picture/pictureLoader";
import type { Signal } from "../shared/signal";
import { fault, keep, post } from "./host";
import { sorted } from "./images/order";
import { type Session, uncertainty } from "./session";

type ListMessage = Extract<ToResultsView, { type: "list" }>;
type ImageMessage = Extract<ToResultsView, { type: "image" }>;

/** The parts of the page that messages speak to besides the session. */
export interface Front {
  opened(): void;
  failed(message: string): void;
  told(message: string): void;
}

/** What the host says, and what it is asked for as the session changes. */
export class Inbox {
  /** Counts the images that were asked for: what comes for an earlier one is too late. */
  #shown = 0;

  constructor(
    readonly session: Session,
    readonly loader: PictureLoader,
    readonly front: Front,
  ) {
    session.item.follow((item) => {
      if (item) this.#ask(item.name);
    });
    for (const signal of [session.item, session.view]) signal.follow(() => this.#askMaps());
  }

  take(message: ToResultsView): void {
    if ("name" in message && message.name !== this.session.item.value?.name) return;
    const { session } = this;
    switch (message.type) {
      case "keep":
        return keep({ panel: message.panel });
      case "list":
        return this.#list(message);
      case "failed":
        return this.front.failed(message.message);
      case "image":
        return this.#image(message);
      case "imageFailed":
        for (const signal of [session.picture, session.prediction, session.label, session.difference])
          signal.value = { state: "failed", message: message.message };
        return;
      case "objects":
        session.objects.value = { state: "there", value: message.objects };
        return;
      case "objectsFailed":
        session.objects.value = { state: "failed", message: message.message };
        return;
      case "map":
        return this.#map(message.shown, message.source);
      case "mapFailed":
        return session.setMap(message.shown, { state: "failed", message: message.message });
      case "told":
        return this.front.told(message.message);
    }
  }

  #list({ classes, images, image }: ListMessage): void {
    const { session } = this;
    session.classes.value = classes;
    session.items.value = sorted(images, session.view.value.order);
    this.front.opened();
    const wanted = image ?? session.item.value?.name;
    session.item.value = images.find(({ name }) => name === wanted) ?? session.items.value[0] ?? null;
  }

  #ask(name: string): void {
    const { session } = this;
    this.#shown++;
    for (const signal of [session.picture, session.prediction, session.label, session.difference, session.objects])
      signal.value = waiting;
    session.maps.value = new Map();
    session.selected.value = null;
    post({ type: "show", name });
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
      post({ type: "map", shown });
    }
  }

  #image({ picture, prediction, label }: ImageMessage): void {
    const { session } = this;
    const predicted = this.#fetch(prediction, session.prediction, maskOf);
    void this.#fetch(picture, session.picture, (loaded) => loaded);
    if (label === null) return;
    const labelled = this.#fetch(label, session.label, maskOf);
    const shown = this.#shown;
    void Promise.all([labelled, predicted]).then(([expected, found]) => {
      if (shown !== this.#shown || !expected || !found) return;
      const difference = differenceOf(expected, found);
      session.difference.value = difference
        ? { state: "there", value: difference }
        : { state: "failed", message: "Label and prediction have different sizes." };
    });
  }

  #map(shown: number | null, source: PictureSource): void {
    const asked = this.#shown;
    this.loader.load(source).then(
      (value) => {
        if (asked === this.#shown) this.session.setMap(shown, { state: "there", value });
      },
      (error: unknown) => {
        if (asked === this.#shown) this.session.setMap(shown, { state: "failed", message: sentenceOf(error) });
        fault(error);
      },
    );
  }

  /** Gives what was read; null: it cannot be, or is too late. */
  async #fetch<T>(
    source: PictureSource,
    to: Signal<Fetched<T>>,
    take: (loaded: LoadedPicture) => T,
  ): Promise<T | null> {
    const asked = this.#shown;
    try {
      const value = take(await this.loader.load(source));
      if (asked !== this.#shown) return null;
      to.value = { state: "there", value };
      return value;
    } catch (error) {
      if (asked === this.#shown) to.value = { state: "failed", message: sentenceOf(error) };
      fault(error);
      return null;
    }
  }
}
