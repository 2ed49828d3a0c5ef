import { element } from "./element";
import { icon, type IconName } from "./icon";

interface ButtonLook {
  readonly icon: IconName;
  /** Name and tooltip. */
  readonly title: string;
  /** The key that does the same, for the tooltip. */
  readonly key?: string;
}

/** A button with a picture only. */
export function iconButton(look: ButtonLook, run: () => void): HTMLButtonElement {
  const button = element(
    "button",
    {
      type: "button",
      class: "icon",
      title: look.key ? `${look.title} (${look.key})` : look.title,
      "aria-label": look.title,
      "aria-keyshortcuts": look.key,
    },
    icon(look.icon),
  );
  button.addEventListener("click", run);
  return button;
}

/** A button with words: the one that goes on from here is `primary`. */
export function textButton(text: string, look: "primary" | "secondary", run: () => void): HTMLButtonElement {
  const button = element("button", { type: "button", class: `text ${look}` }, text);
  button.addEventListener("click", run);
  return button;
}

/** A button that is on or off. */
export function setPressed(button: HTMLElement, isPressed: boolean): void {
  button.setAttribute("aria-pressed", String(isPressed));
}

interface SliderLook {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number | "any";
}

export interface Slider {
  readonly row: HTMLLabelElement;
  readonly input: HTMLInputElement;
  /** Shows a value, and how it is written. */
  show(value: number, text: string): void;
}

/** A slider with its name before it and its value behind it. */
export function slider(look: SliderLook, changed: (value: number) => void): Slider {
  const { min, max, step = "any" } = look;
  const input = element("input", { type: "range", min, max, step });
  const output = element("output");
  input.addEventListener("input", () => changed(input.valueAsNumber));
  return {
    row: element("label", { class: "slider" }, element("span", {}, look.label), input, output),
    input,
    show(value, text) {
      input.value = String(value);
      input.setAttribute("aria-valuetext", text);
      output.textContent = text;
    },
  };
}

/** A tick box with its name. */
export function checkbox(label: string, changed: (isChecked: boolean) => void) {
  const input = element("input", { type: "checkbox" });
  input.addEventListener("change", () => changed(input.checked));
  return { row: element("label", { class: "check" }, input, label), input };
}
