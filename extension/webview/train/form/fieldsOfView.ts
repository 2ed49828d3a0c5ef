import type { TrainingProposal } from "../../../shared/protocol";
import { textButton } from "../../shared/control";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import type { Draft } from "./draft";
import { type Leak, leaksOf, sidesOf } from "./split";

/** Says where validation images show what is trained on, and offers to keep fields of view together. */
export function fieldsOfView(
  draft: Draft,
  proposal: TrainingProposal,
  keepTogether: (pattern: string) => void,
): HTMLElement {
  const sentence = element("p");
  const offer = proposal.fields.proposal;
  const box = element(
    "section",
    { class: "problems leak", role: "status", "aria-label": "Fields of view" },
    element("h2", {}, element("span", { class: "warning" }, icon("codicon-warning")), " The scores would be too good"),
    sentence,
    ...(offer === null
      ? [element("p", { class: "help" }, "Choose validation images of other fields of view, or label some.")]
      : offered(offer, keepTogether)),
  );
  draft.options.follow(({ validation }) => {
    const sides = sidesOf(proposal, validation);
    const leaks = leaksOf(proposal.fields.together, sides);
    box.hidden = leaks.length === 0;
    sentence.textContent = inWords(leaks, sides.validation.length + sides.test.length);
  });
  return box;
}

function offered(
  { pattern, groups }: NonNullable<TrainingProposal["fields"]["proposal"]>,
  keepTogether: (pattern: string) => void,
): readonly HTMLElement[] {
  const rows = groups.map(({ name, stems }) =>
    element("li", {}, element("strong", {}, name), element("span", { class: "help" }, stems.join(", "))),
  );
  const keep = textButton("Keep Fields of View Together", "secondary", () => keepTogether(pattern));
  const how = element(
    "p",
    { class: "help" },
    "Names tell fields of view by ",
    element("code", {}, pattern),
    ", which is written into seg.json.",
  );
  return [element("ul", { "aria-label": "Fields of view with more than one image" }, ...rows), how, keep];
}

function inWords([first, ...more]: readonly Leak[], held: number): string {
  if (first === undefined) return "";
  const count = more.length + 1;
  const shows = count === 1 ? "shows" : "show";
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return `${count} of ${held} images held back ${shows} a field of view that is trained on: “${first.held}” is of the same field as “${first.trained}”${others}.`;
}
