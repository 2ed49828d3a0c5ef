import { iconButton, slider } from "../../shared/control";
import { element } from "../../shared/element";
import type { Preview } from "./runCurves";

/** What the network makes of validation images, with a slider back through the epochs. */
export class Previews {
  readonly element: HTMLElement;
  readonly #pictures = element("div", { class: "pictures" });
  readonly #slider = slider({ label: "Epoch", min: 0, max: 0, step: 1 }, (place) => this.#go(place));
  #base = "";
  #epochs: readonly (readonly Preview[])[] = [];
  /** Null: the newest, whatever comes. */
  #place: number | null = null;

  constructor() {
    const by = (step: number) => () => this.#go((this.#place ?? this.#epochs.length - 1) + step);
    this.element = element(
      "section",
      { class: "previews", "aria-labelledby": "previews-title" },
      element(
        "div",
        { class: "head" },
        element("h2", { id: "previews-title" }, "Validation images"),
        element(
          "div",
          { class: "group" },
          iconButton({ icon: "codicon-chevron-left", title: "Previous epoch" }, by(-1)),
          this.#slider.row,
          iconButton({ icon: "codicon-chevron-right", title: "Next epoch" }, by(1)),
        ),
      ),
      element(
        "div",
        { class: "columns", "aria-hidden": "true" },
        ...["Picture", "Label", "Prediction", "Errors"].map((name) => element("span", {}, name)),
      ),
      this.#pictures,
    );
  }

  /** A run from here on. */
  open(base: string): void {
    this.#base = base.replace(/\/?$/, "/");
    this.#place = null;
    this.#epochs = [];
    this.#pictures.replaceChildren();
  }

  show(previews: readonly Preview[]): void {
    const epochs = new Map<number, Preview[]>();
    for (const preview of previews) epochs.set(preview.epoch, [...(epochs.get(preview.epoch) ?? []), preview]);
    this.#epochs = [...epochs.values()];
    this.element.hidden = this.#epochs.length === 0;
    this.#draw();
  }

  #go(place: number): void {
    const last = this.#epochs.length - 1;
    this.#place = place >= last ? null : Math.max(0, place);
    this.#draw();
  }

  #draw(): void {
    const last = this.#epochs.length - 1;
    const place = Math.min(this.#place ?? last, last);
    const shown = this.#epochs[place] ?? [];
    this.#slider.input.max = String(last);
    this.#slider.show(place, shown[0] ? `${shown[0].epoch} of ${this.#epochs.at(-1)?.[0]?.epoch}` : "");
    shown.forEach((preview, i) => {
      const figure = this.#pictures.children[i] ?? this.#pictures.appendChild(newFigure());
      fill(figure, preview, this.#base);
    });
    while (this.#pictures.children.length > shown.length) this.#pictures.lastElementChild?.remove();
  }
}

function newFigure(): HTMLElement {
  const picture = element("img");
  picture.addEventListener("error", () => (picture.alt = "This picture was removed to save space."));
  return element("figure", {}, picture, element("figcaption"));
}

function fill(figure: Element, { image, epoch, file, time }: Preview, base: string): void {
  const picture = figure.querySelector("img");
  const caption = figure.querySelector("figcaption");
  if (!picture || !caption) return;
  // An epoch that is done again writes the same file anew.
  const address = `${base}${file.split("/").map(encodeURIComponent).join("/")}?${Date.parse(time)}`;
  if (picture.src !== address) picture.src = address;
  picture.alt = `${image} in epoch ${epoch}: picture, label, prediction and errors side by side`;
  caption.textContent = image;
}
