import type { MaskChoice, MaskProblem } from "../../../shared/label/messages";
import { icon } from "../../shared/icon";
import { element } from "../../shared/element";

/** In place of a picture that cannot be shown. */
export function failureNotice(message: string): HTMLElement {
  return element(
    "div",
    { class: "card", role: "alert" },
    element("h2", {}, icon("codicon-error"), "This picture cannot be shown"),
    element("p", {}, message),
  );
}

/** Why there is no mask to draw on, and what can be done about it. */
export function problemNotice({ message, choices }: MaskProblem, choose: (id: MaskChoice) => void): HTMLElement {
  const buttons = choices.map(({ id, label, detail }) => {
    const button = element("button", { type: "button", class: "secondary" }, label);
    button.addEventListener("click", () => choose(id));
    return element("div", { class: "choice-row" }, button, element("span", {}, detail));
  });
  return element(
    "div",
    { class: "card", role: "alert" },
    element("h2", {}, icon("codicon-warning"), "This image cannot be labelled yet"),
    element("p", {}, message),
    ...buttons,
  );
}
