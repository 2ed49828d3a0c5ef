import { element } from "./element";
import { rove, stopAt } from "./rover";

/** One of a few, side by side. */
export function choice<K extends string | number>(
  label: string,
  options: readonly (readonly [key: K, text: string])[],
  chosen: (key: K) => void,
): { readonly row: HTMLElement; show(key: K): void } {
  const buttons = options.map(([key, text]) => {
    const button = element("button", { type: "button", role: "radio", value: key }, text);
    button.addEventListener("click", () => chosen(key));
    return button;
  });
  const group = element("div", { class: "choice", role: "radiogroup", "aria-label": label }, ...buttons);
  rove(group, "button", "horizontal");
  return {
    row: element("div", { class: "field" }, element("span", { "aria-hidden": "true" }, label), group),
    show(key) {
      for (const button of buttons) button.setAttribute("aria-checked", String(button.value === String(key)));
      stopAt(
        buttons,
        buttons.find((button) => button.value === String(key)),
      );
    },
  };
}
