import { element } from "./element";

let made = 0;

/** One of many, with its name before it. */
export function select(label: string, chosen: (value: string) => void) {
  const input = element("select", { id: `select-${++made}` });
  input.addEventListener("change", () => chosen(input.value));
  return {
    row: element("div", { class: "select" }, element("label", { for: input.id }, label), input),
    /** Replaces what there is to choose from. */
    options(options: readonly (readonly [value: string, text: string])[]): void {
      input.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
    },
    show(value: string): void {
      input.value = value;
    },
  };
}
