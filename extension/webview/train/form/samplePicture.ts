import { sentenceOf } from "../../../shared/errorText";
import { element } from "../../shared/element";
import { textButton } from "../../shared/control";
import type { Draft } from "./draft";

/** So that a slider on its way asks once; milliseconds. */
const calm = 300;

/** Samples as the options make them, beside the images that they are cut from; drawn anew when an option changes. */
export class SamplePicture {
  readonly element: HTMLElement;
  readonly #picture = element("img", {
    class: "samples",
    alt: "Labelled images on the left, and in each row what training cuts from them, with their labels",
    hidden: true,
  });
  readonly #message = element("p", { class: "help", role: "status" });
  #seed = 1;
  #timer: number | undefined;
  #isWanted = false;
  #asked = "";
  #running = new AbortController();

  constructor(
    readonly draft: Draft,
    /** Gives the address of the picture. */
    readonly ask: (seed: number, signal: AbortSignal) => Promise<string>,
  ) {
    const others = textButton("New samples", "secondary", () => {
      this.#seed++;
      this.#soon();
    });
    this.element = element("div", { class: "sample-picture" }, this.#picture, this.#message, others);
    draft.options.follow(() => this.#soon());
  }

  /** Nothing is drawn before somebody looks. */
  open(isOpen: boolean): void {
    this.#isWanted = isOpen;
    this.#soon();
  }

  async #show(): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    try {
      this.#picture.src = await this.ask(this.#seed, signal);
      this.#picture.hidden = false;
      this.#message.textContent = "";
    } catch (error) {
      // What is wrong with the options is said here, and at the start again.
      if (!signal.aborted) this.#message.textContent = sentenceOf(error);
    }
  }

  #soon(): void {
    if (!this.#isWanted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { augmentation, crop } = this.draft.options.value;
      const wanted = JSON.stringify([augmentation, crop, this.#seed]);
      if (wanted === this.#asked) return;
      this.#asked = wanted;
      if (this.#picture.hidden) this.#message.textContent = "Drawing samples…";
      void this.#show();
    }, calm);
  }
}
