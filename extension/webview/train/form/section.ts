import { element } from "../../shared/element";
import { icon } from "../../shared/icon";

/** Fields that belong together. */
export function section(title: string, ...fields: readonly HTMLElement[]): HTMLElement {
  return element("fieldset", { class: "form-section" }, element("legend", {}, title), ...fields);
}

/** The same for what most people leave as it is. */
export function foldedSection(title: string, hint: string, ...fields: readonly HTMLElement[]): HTMLDetailsElement {
  return element(
    "details",
    { class: "form-section" },
    element("summary", {}, icon("codicon-chevron-right"), title, element("span", { class: "note" }, hint)),
    ...fields,
  );
}
