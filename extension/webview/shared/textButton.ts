import { element } from "./element";

/** A button with words: the one that goes on from here is `primary`. */
export function textButton(text: string, look: "primary" | "secondary", run: () => void): HTMLButtonElement {
  const button = element("button", { type: "button", class: `text ${look}` }, text);
  button.addEventListener("click", run);
  return button;
}
