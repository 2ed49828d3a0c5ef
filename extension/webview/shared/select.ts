import { element } from "./element";

/** One of many, with its name before it. */
export function select(label: string, chosen: (value: string) => void) {
  const input = element("select");
  input.addEventListener("change", () => chosen(input.value));
  return {
    row: element("label", { class: "select" }, element("span", {}, label), input),
    /** Replaces what there is to choose from. */
    options(options: readonly (readonly [value: string, text: string])[]): void {
      input.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
    },
    show(value: string): void {
      input.value = value;
    },
  };
}
