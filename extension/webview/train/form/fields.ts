import type { NumberRange } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";

let count = 0;

interface FieldLook {
  /** The option that it sets, as errors name it. */
  readonly option?: string;
  readonly label: string;
  /** One line in plain words. */
  readonly help: string;
}

export type Control = HTMLInputElement | HTMLSelectElement;

/** A control with its name, its explanation, and what is wrong with its value. */
export function field<C extends Control>({ option, label, help }: FieldLook, control: C) {
  const id = `field-${++count}`;
  control.id = id;
  if (option !== undefined) control.name = option;
  control.setAttribute("aria-describedby", `${id}-help ${id}-problem`);
  const problem = element("p", { id: `${id}-problem`, class: "problem", "aria-live": "polite" });
  const explanation = element("p", { id: `${id}-help`, class: "help" }, help);
  const report = () => {
    const isValid = control.validity.valid || control.disabled;
    control.setAttribute("aria-invalid", String(!isValid));
    problem.textContent = isValid ? "" : whatIsWrong(control);
  };
  control.addEventListener("input", report);
  const name = element("label", { for: id }, label);
  return {
    row: element("div", { class: "form-field" }, name, element("div", {}, control, explanation, problem)),
    control,
    explanation,
  };
}

/**
 * Says at its fields why the form was refused, and leads to the first of them; what is changed next takes it away.
 * Gives whether there is such a field to be seen.
 */
export function refuseAt(form: HTMLFormElement, options: readonly string[], message: string): boolean {
  const wrong = [...form.querySelectorAll<Control>("input[name], select[name]")].filter(
    (control) => options.includes(control.name) && !control.disabled && control.closest("[hidden]") === null,
  );
  const say = (control: Control, problem: string) => {
    control.setAttribute("aria-invalid", String(problem !== ""));
    form.querySelector(`#${control.id}-problem`)?.replaceChildren(problem);
  };
  for (const control of wrong) say(control, message);
  const [first] = wrong;
  if (first === undefined) return false;
  leadTo(first);
  // The one that is changed looks after itself.
  const forget = ({ target }: Event) => wrong.filter((control) => control !== target).forEach((one) => say(one, ""));
  form.addEventListener("input", forget, { once: true });
  return true;
}

/** Puts the focus there, wherever it is folded away. */
export function leadTo(control: Control): void {
  const folded = control.closest("details");
  if (folded) folded.open = true;
  control.focus();
}

function whatIsWrong(control: Control): string {
  const { min = "", max = "", step = "", type } = control instanceof HTMLInputElement ? control : {};
  if (type !== "number") return control.validationMessage;
  if (control.validity.stepMismatch) return step === "1" ? "A whole number, please." : `A multiple of ${step}, please.`;
  return `Choose ${min} to ${max}.`;
}

interface NumberLook extends FieldLook, NumberRange {
  readonly step: number | "any";
}

/** A number; what cannot be is reported beside it, and not taken. */
export function numberField(look: NumberLook, value: number, changed: (value: number) => void) {
  const { low: min, high: max, step } = look;
  const input = element("input", { type: "number", min, max, step, value, required: true });
  input.addEventListener("input", () => {
    if (input.validity.valid) changed(input.valueAsNumber);
  });
  return field(look, input);
}

export function selectField<K extends string>(
  look: FieldLook,
  options: readonly (readonly [key: K, text: string])[],
  value: K,
  changed: (key: K) => void,
) {
  const select = element("select", {}, ...options.map(([key, text]) => element("option", { value: key }, text)));
  select.value = value;
  select.addEventListener("input", () => {
    const chosen = options.find(([key]) => key === select.value);
    if (chosen) changed(chosen[0]);
  });
  return field(look, select);
}

export function textField(look: FieldLook, value: string, changed: (text: string) => void) {
  const input = element("input", { type: "text", value, spellcheck: "false", autocomplete: "off" });
  input.addEventListener("input", () => changed(input.value));
  return field(look, input);
}

export function tickField(look: FieldLook, isTicked: boolean, changed: (isTicked: boolean) => void) {
  const input = element("input", { type: "checkbox" });
  input.checked = isTicked;
  input.addEventListener("input", () => changed(input.checked));
  return field(look, input);
}

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
