import { sentenceOf } from "../../shared/errorText";
import type { ChannelContrast } from "../../shared/protocol";
import { type Fetched, waiting } from "../shared/signal";
import type { Client } from "./state/client";
import { type Question, firstQuestion, secondQuestion } from "./questions";
import type { Overlay, Session } from "./state/session";

/** Pictures that stay in the page: what was on screen is there at once when it is wanted again. */
const mostKept = 40;

/** Sees that each view has what is to lie over the picture. */
export class Overlays {
  readonly #kept = new Map<string, Overlay>();
  readonly #running: (AbortController | null)[] = [null, null];
  readonly #shown: string[] = ["", ""];

  constructor(
    readonly session: Session,
    readonly client: Client,
  ) {
    session.image.follow((image) => {
      // All is asked for anew.
      if (image === null) this.#kept.clear();
      for (const place of [0, 1] as const) {
        this.#shown[place] = "?";
        this.#set(place, waiting);
      }
    });
    for (const signal of [session.view, session.layers, session.channels]) signal.follow(() => this.#update());
  }

  #update(): void {
    const { session } = this;
    const { view, image, layer, subject } = session;
    if (image.value === null || layer === null) return;
    const looked = {
      view: view.value,
      of: { model: subject.value.model, image: image.value },
      layer: layer.name,
      isBottleneck: session.layers.value.state === "there" && layer.name === session.layers.value.value.bottleneck,
    };
    // What the colours of a channel stand for is reported with the channels.
    if (view.value.channel === null || session.channels.value.state === "there") this.#show(0, firstQuestion(looked));
    this.#show(1, secondQuestion(looked));
  }

  /** Ends what takes a while. */
  cancel(): void {
    if (this.session.progress.value === null) return;
    this.session.progress.value = null;
    for (const place of [0, 1] as const) {
      if (this.session.overlays[place]?.value?.state !== "waiting") continue;
      this.#running[place]?.abort();
      this.#set(place, { state: "failed", message: "Cancelled." });
    }
  }

  #show(place: 0 | 1, question: Question | null): void {
    const key = question === null ? "" : JSON.stringify(question);
    if (key === this.#shown[place]) return;
    this.#shown[place] = key;
    this.#running[place]?.abort();
    this.#running[place] = null;
    this.session.progress.value = null;
    if (question === null) return this.#set(place, null);
    const known = this.#kept.get(key);
    if (known) return this.#set(place, { state: "there", value: known });
    this.#set(place, waiting);
    const running = new AbortController();
    this.#running[place] = running;
    this.#fetch(question, running.signal).then(
      (overlay) => {
        if (running.signal.aborted) return;
        this.#keep(key, overlay);
        this.#set(place, { state: "there", value: overlay });
        this.session.progress.value = null;
      },
      (error: unknown) => {
        if (running.signal.aborted) return;
        this.#set(place, { state: "failed", message: sentenceOf(error) });
        this.session.progress.value = null;
      },
    );
  }

  async #fetch({ method, params }: Question, signal: AbortSignal): Promise<Overlay> {
    if (method === "explain/heatmap") {
      const report = (progress: { done: number; total: number }) => (this.session.progress.value = progress);
      const { picture, peak } = await this.client.ask(method, params, { signal, report });
      return { picture: await this.client.load(picture), low: 0, high: peak };
    }
    const range = this.#rangeOf(params.channel, params.contrast);
    return { picture: await this.client.load(await this.client.ask(method, params, { signal })), ...range };
  }

  /** What the levels of a channel's picture stand for. */
  #rangeOf(channel: number, contrast: ChannelContrast): { readonly low: number; readonly high: number } {
    const { channels } = this.session;
    const all = channels.value.state === "there" ? channels.value.value : [];
    const counted = contrast === "shared" ? all : all.slice(channel, channel + 1);
    return {
      low: Math.min(...counted.map(({ least }) => least)),
      high: Math.max(...counted.map(({ greatest }) => greatest)),
    };
  }

  #set(place: 0 | 1, overlay: Fetched<Overlay> | null): void {
    const signal = this.session.overlays[place];
    if (signal) signal.value = overlay;
  }

  #keep(key: string, overlay: Overlay): void {
    this.#kept.set(key, overlay);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
  }
}
