import type { TrainingProposal } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";

/** What is wrong with the dataset, each with a link to the image. */
export function problemList(problems: TrainingProposal["problems"], open: (file: string) => void): HTMLElement | null {
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === "error");
  const sorted = [...errors, ...problems.filter(({ severity }) => severity === "warning")];
  const title = errors.length > 0 ? "Fix before training" : "Worth checking before training";
  const rows = sorted.map(({ file, problem, remedy, severity }) => {
    const link = element("button", { type: "button", class: "link" }, file);
    link.addEventListener("click", () => open(file));
    const mark = element("span", { class: severity }, icon(severity === "error" ? "codicon-error" : "codicon-warning"));
    return element("li", {}, mark, element("div", {}, link, " ", problem, " ", remedy));
  });
  return element(
    "section",
    { class: "problems", "aria-labelledby": "problems-title" },
    element("h2", { id: "problems-title" }, title),
    element("ul", {}, ...rows),
  );
}
