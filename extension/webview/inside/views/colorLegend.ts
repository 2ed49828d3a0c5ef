import { colorBar } from "../../../shared/view/colorMap";
import { element } from "../../shared/element";
import type { Overlay } from "../session";
import type { View } from "../view";
import { numberText } from "./numberText";

/** What the colours stand for. */
export class ColorLegend {
  readonly element = element("span", { class: "legend", role: "img", hidden: true });
  readonly #low = element("span");
  readonly #bar = element("span", { class: "bar" });
  readonly #high = element("span");

  constructor() {
    this.element.append(this.#low, this.#bar, this.#high);
  }

  show(overlay: Overlay | null, { colors }: View): void {
    this.element.hidden = overlay === null;
    if (overlay === null) return;
    const [low, high] = [numberText(overlay.low), numberText(overlay.high)];
    this.#low.textContent = low;
    this.#high.textContent = high;
    this.#bar.style.backgroundImage = colorBar(colors);
    this.element.setAttribute("aria-label", `Colours from ${low} to ${high}`);
  }
}
