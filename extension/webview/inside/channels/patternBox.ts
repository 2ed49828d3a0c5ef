import { sentenceOf } from "../../../shared/errorText";
import type { PatternResult } from "../../../shared/protocol";
import { element } from "../../shared/element";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import { textButton } from "../../shared/control";
import type { Client } from "../state/client";
import { numberText } from "../views/readout";
import type { Session } from "../state/session";
import { canvasOf } from "../state/pixels";
import { saveCanvas } from "../state/savePicture";

const steps = 512;
const seed = 1;

/** The picture that the chosen channel responds to most. Drawing it takes a while and can be cancelled. */
export class PatternBox {
  readonly element = element("aside", { class: "pattern", "aria-label": "Pattern of the channel" });
  readonly #title = element("h3");
  readonly #place = element("div", { class: "pattern-picture" });
  readonly #note = element("p", { class: "note", role: "status" });
  readonly #bar = element("progress", { max: steps, "aria-label": "Steps of the pattern" });
  readonly #draw = textButton("Draw Pattern", "secondary", () => void this.#begin());
  readonly #cancel = textButton("Cancel", "secondary", () => this.#stop());
  readonly #save = textButton("Save…", "secondary", () => this.#saveIt());
  readonly #drawn = new Map<string, { readonly result: PatternResult; readonly canvas: HTMLCanvasElement }>();
  #running: AbortController | null = null;
  #shown = "";

  constructor(
    readonly session: Session,
    readonly client: Client,
  ) {
    const actions = element("div", { class: "actions" }, this.#draw, this.#cancel, this.#save);
    this.element.append(this.#title, this.#place, this.#bar, this.#note, actions);
    for (const signal of [session.view, session.layers]) signal.follow(() => this.#show());
  }

  get #key(): string {
    const { subject, layer, view } = this.session;
    return JSON.stringify([subject.value.model, layer?.name, view.value.channel]);
  }

  #show(): void {
    const { channel } = this.session.view.value;
    this.element.hidden = channel === null || this.session.layer === null;
    if (this.element.hidden) return this.#stop();
    if (this.#key === this.#shown) return;
    this.#stop();
    this.#shown = this.#key;
    this.#title.textContent = `Pattern of channel ${channel}`;
    this.#report(null, "The picture that the channel responds to most, drawn starting from noise.");
  }

  /** @param done how many steps are; null: nothing is being drawn */
  #report(done: number | null, note: string): void {
    const drawn = this.#drawn.get(this.#key);
    this.#bar.hidden = this.#cancel.hidden = done === null;
    this.#bar.value = done ?? 0;
    this.#draw.hidden = done !== null || drawn !== undefined;
    this.#save.hidden = drawn === undefined;
    this.#place.replaceChildren(...(drawn ? [drawn.canvas] : []));
    const { response = 0, noiseResponse = 0 } = drawn?.result ?? {};
    this.#note.textContent = drawn
      ? `The response is ${numberText(response)}; to noise it is ${numberText(noiseResponse)}.`
      : note;
  }

  async #begin(): Promise<void> {
    const { subject, image, layer, view } = this.session;
    const { channel } = view.value;
    if (layer === null || channel === null || image.value === null) return;
    const running = new AbortController();
    this.#running = running;
    const key = this.#key;
    const of = { model: subject.value.model, image: image.value };
    this.#report(0, "Drawing…");
    this.#cancel.focus();
    try {
      const result = await this.client.ask(
        "explain/pattern",
        { of, layer: layer.name, channel, steps, seed },
        { signal: running.signal, report: ({ done }) => this.#report(done, "Drawing…") },
      );
      const canvas = patternCanvas(await this.client.load(result.picture), channel);
      this.#drawn.set(key, { result, canvas });
      if (this.#running !== running) return;
      this.#running = null;
      this.#report(null, "");
    } catch (error) {
      if (running.signal.aborted) return;
      this.#running = null;
      this.#report(null, sentenceOf(error));
    }
  }

  #stop(): void {
    if (this.#running === null) return;
    this.#running.abort();
    this.#running = null;
    this.#report(null, "Cancelled.");
  }

  #saveIt(): void {
    const { subject, layer, view } = this.session;
    const drawn = this.#drawn.get(this.#key);
    if (drawn)
      void saveCanvas(drawn.canvas, `${subject.value.model} ${layer?.name} channel ${view.value.channel} pattern`);
  }
}

function patternCanvas({ picture }: LoadedPicture, channel: number): HTMLCanvasElement {
  const canvas = canvasOf(picture);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Pattern of channel ${channel}`);
  return canvas;
}
