import type { RunSummary } from "../../../shared/protocol";
import { gainOf, gainText } from "../../../shared/train/gain";
import { iconButton, setPressed } from "../../shared/control";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import { stateWords } from "./stateWords";

interface RunListActions {
  readonly show: (run: string) => void;
  readonly compare: (run: string, isShown: boolean) => void;
  readonly create: () => void;
}

/** All runs of the dataset, the newest first. */
export class RunList {
  readonly element: HTMLElement;
  readonly #rows = element("ul", { class: "runs" });
  #shown = "";

  constructor(readonly actions: RunListActions) {
    this.element = element(
      "nav",
      { class: "side", "aria-labelledby": "runs-title", hidden: true },
      element(
        "div",
        { class: "head" },
        element("h2", { id: "runs-title" }, "Runs"),
        iconButton({ icon: "codicon-add", title: "New run" }, actions.create),
      ),
      this.#rows,
    );
  }

  show(runs: readonly RunSummary[], shown: string | null, compared: ReadonlySet<string>): void {
    // Replaced under the mouse, a button would not hear the click.
    const content = JSON.stringify([runs.map((run) => wordsOf(run, runs)), shown, [...compared]]);
    if (content === this.#shown) return;
    this.#shown = content;
    this.element.hidden = runs.length === 0;
    const focused = document.activeElement?.getAttribute("data-key");
    this.#rows.replaceChildren(...runs.map((run) => this.#row(run, wordsOf(run, runs), shown, compared)));
    // The row may be another one than it was, so that the focus is to find its way back.
    if (focused) this.#rows.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #row(run: RunSummary, words: readonly string[], shown: string | null, compared: ReadonlySet<string>): HTMLElement {
    const isShown = run.name === shown;
    const open = element(
      "button",
      {
        type: "button",
        class: "run list-row",
        "data-key": `open ${run.name}`,
        title: words.join("\n"),
        "aria-current": isShown ? "true" : undefined,
      },
      element("span", { class: `state ${run.state}` }, icon(stateWords[run.state].icon)),
      element("span", { class: "name" }, run.name),
      ...words.slice(1).map((line) => element("span", { class: "note" }, line)),
    );
    open.addEventListener("click", () => this.actions.show(run.name));
    const row = element("li", {}, open);
    if (shown !== null && !isShown) row.append(this.#comparison(run.name, compared.has(run.name)));
    return row;
  }

  #comparison(run: string, isCompared: boolean): HTMLButtonElement {
    const title = `Compare curves of ${run}`;
    const button = iconButton({ icon: "codicon-graph-line", title }, () => this.actions.compare(run, !isCompared));
    button.dataset["key"] = `compare ${run}`;
    setPressed(button, isCompared);
    return button;
  }
}

/** A line each: the name, how it stands, what it is better than an earlier one, and when it was begun. */
function wordsOf(run: RunSummary, runs: readonly RunSummary[]): readonly string[] {
  const { name, state, bestMeanIou, encoder, started } = run;
  const score = bestMeanIou === null ? "" : ` · IoU ${bestMeanIou.toFixed(3)}`;
  const gain = gainOf(run, runs);
  const lines = [name, stateWords[state].text + score, gain ? gainText(gain) : "", `${dateOf(started)} · ${encoder}`];
  return lines.filter(Boolean);
}

function dateOf(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleString(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}
