import { sentenceOf } from "../../shared/errorText";
import type { ToInsideView } from "../../shared/inside/messages";
import type { LayersResult } from "../../shared/protocol";
import { maskOf } from "../shared/picture/pictureLoader";
import { type Fetched, waiting, type Signal } from "../shared/signal";
import type { Client } from "./state/client";
import { keep, post } from "./state/host";
import type { Session } from "./state/session";

/** The parts of the page that messages speak to besides the session. */
export interface Front {
  opened(): void;
  failed(message: string): void;
  reported(message: string): void;
  /** Labels have been saved. */
  labelled(): void;
}

/** What the host says, and what it is asked for as the session changes. */
export class Inbox {
  #running = new AbortController();
  #channels = new AbortController();
  #shownChannels = "";
  /** The state of the model that was sent last; null: none yet. */
  #learned: string | null = null;

  constructor(
    readonly session: Session,
    readonly client: Client,
    readonly front: Front,
  ) {
    session.image.follow((image) => {
      if (image !== null) this.#open(image);
    });
    for (const signal of [session.layers, session.view]) signal.follow(() => this.#askChannels());
  }

  take(message: ToInsideView): void {
    switch (message.type) {
      case "keep":
        return keep({ panel: message.panel });
      case "subject":
        return this.#begin(message);
      case "failed":
        return this.front.failed(message.message);
      case "labels":
        return this.front.labelled();
      case "reported":
        return this.front.reported(message.message);
    }
  }

  #begin({ model, learned, models, images, image, tab, pictures }: Extract<ToInsideView, { type: "subject" }>): void {
    const { session } = this;
    this.client.pictures = pictures;
    session.subject.value = { model, models, images };
    if (this.#learned !== null && learned !== this.#learned) session.isOutdated.value = true;
    this.#learned = learned;
    this.front.opened();
    if (tab !== null) session.change({ tab });
    const wanted = [image, session.image.value, images[0]].find((stem) => stem != null && images.includes(stem));
    session.image.value = wanted ?? null;
  }

  /** Everything of an image; what was asked for the one before is not wanted any more. */
  #open(image: string): void {
    const { session, client } = this;
    this.#running.abort();
    this.#running = new AbortController();
    this.#shownChannels = "";
    const { signal } = this.#running;
    const { points, target } = session.view.value;
    // Pixels of another image; those that a reload brings back are of this one.
    const isAnother = session.layers.value.state === "there";
    session.layers.value = waiting;
    for (const part of [session.picture, session.mask, session.thumbnails, session.channels]) part.value = waiting;
    if (isAnother && points.length > 0) session.change({ points: [], target: target === "region" ? "class" : target });
    post({ type: "shown", image });
    this.#fetch(session.picture, () => client.image(image, { signal }), signal);
    const of = { model: session.subject.value.model, image };
    this.#fetch(
      session.layers,
      () => client.ask("explain/layers", { of }, { signal }),
      signal,
      (layers) => this.#drawn(layers, signal),
    );
  }

  #drawn(layers: LayersResult, signal: AbortSignal): void {
    const { session, client } = this;
    // Of another model that has fewer.
    if (session.view.value.class >= layers.classes.length) session.change({ class: 1 });
    this.#fetch(session.mask, async () => maskOf(await client.load(layers.mask)), signal);
    this.#fetch(session.thumbnails, () => client.load(layers.thumbnails), signal);
  }

  #askChannels(): void {
    const { session, client } = this;
    const { layer, image, view, subject } = session;
    if (layer === null || image.value === null) return;
    const of = { model: subject.value.model, image: image.value };
    const importance = view.value.order === "importance" ? view.value.class : null;
    const params = { of, layer: layer.name, class: importance };
    const key = JSON.stringify(params);
    if (key === this.#shownChannels) return;
    this.#shownChannels = key;
    this.#channels.abort();
    this.#channels = new AbortController();
    const { signal } = this.#channels;
    session.channels.value = waiting;
    this.#fetch(
      session.channels,
      async () => (await client.ask("explain/channels", params, { signal })).channels,
      signal,
    );
  }

  #fetch<T>(to: Signal<Fetched<T>>, get: () => Promise<T>, signal: AbortSignal, then?: (value: T) => void): void {
    get().then(
      (value) => {
        if (signal.aborted) return;
        to.value = { state: "there", value };
        then?.(value);
      },
      (error: unknown) => {
        if (!signal.aborted) to.value = { state: "failed", message: sentenceOf(error) };
      },
    );
  }
}
