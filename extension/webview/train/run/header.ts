import type { RunSummary } from "../../../shared/protocol";
import { worseThanStart } from "../../../shared/train/gain";
import type { NextStep } from "../../../shared/train/messages";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import { textButton } from "../../shared/control";
import { inWords } from "../../shared/duration";
import { type RunCurves, timeLeft } from "./runCurves";
import { explanation, stateWords } from "./stateWords";

export interface HeaderActions {
  readonly stop: () => void;
  readonly goOn: () => void;
  readonly again: () => void;
  /** Goes on with the model. */
  readonly next: (step: NextStep) => void;
}

/** What is known of the dataset beside the run. */
export interface Around {
  readonly runs: readonly RunSummary[];
  /** How many images have no label. */
  readonly unlabelled: number;
}

/** Which run, how far it is, and what can be done with it. */
export class RunHeader {
  readonly element: HTMLElement;
  readonly #name = element("h1", { id: "run-title" });
  readonly #state = element("span", { class: "state" });
  readonly #bar = element("progress", { "aria-label": "Steps done", max: 1, value: 0 });
  readonly #facts = element("dl", { class: "facts" });
  readonly #explanation = element("p", { class: "explanation", role: "status" });
  readonly #worse = element("p", { class: "explanation worse", role: "status" });
  readonly #predict: HTMLButtonElement;
  readonly #next: HTMLElement;
  readonly #stop: HTMLButtonElement;
  readonly #goOn: HTMLButtonElement;
  readonly #again: HTMLButtonElement;
  #shown = "";

  constructor(actions: HeaderActions) {
    this.#stop = textButton("Stop", "primary", () => {
      this.#stop.disabled = true; // until the run has seen it, after its current step
      this.#stop.textContent = "Stopping…";
      actions.stop();
    });
    this.#goOn = textButton("Continue…", "primary", actions.goOn);
    this.#again = textButton("Train again with changes…", "secondary", actions.again);
    this.#predict = textButton("Predict", "secondary", () => actions.next("predict"));
    this.#next = element(
      "div",
      { class: "next", role: "group", "aria-label": "What to do with the model", hidden: true },
      this.#predict,
      textButton("What would make it better", "secondary", () => actions.next("advice")),
      textButton("Look inside", "secondary", () => actions.next("inside")),
    );
    this.element = element(
      "header",
      { class: "run-header" },
      element("div", { class: "head" }, element("div", { class: "title" }, this.#name, this.#state), this.#buttons()),
      this.#bar,
      this.#facts,
      this.#explanation,
      this.#worse,
      this.#next,
    );
  }

  show(run: RunSummary, curves: RunCurves, { runs, unlabelled }: Around, now: number): void {
    const isRunning = run.state === "running";
    const warnings = [curves.start?.leak ?? "", isRunning ? "" : worseThanStart(run, runs)];
    setText(this.#worse, warnings.filter(Boolean).join(" "));
    this.#next.hidden = isRunning || run.bestEpoch === 0;
    setText(this.#predict, `Predict the ${unlabelled} unlabelled`);
    this.#predict.hidden = unlabelled === 0;
    const changed = `${run.name}/${run.state}/${run.epochs}`;
    if (changed !== this.#shown) {
      this.#shown = changed;
      const { icon: name, text } = stateWords[run.state];
      this.#name.textContent = run.name;
      this.#state.className = `state ${run.state}`;
      this.#state.replaceChildren(icon(name), text);
      this.#explanation.textContent = explanation(run);
      this.#stop.disabled = false;
      this.#stop.textContent = "Stop";
      this.#stop.hidden = !isRunning;
      this.#goOn.hidden = isRunning;
    }
    this.#bar.max = Math.max(1, run.steps);
    this.#bar.value = Math.min(run.step, run.steps);
    this.#facts.replaceChildren(...facts(run, curves, now).map(([name, value]) => fact(name, value)));
  }

  refuse(message: string): void {
    this.#explanation.textContent = message;
    this.#stop.disabled = false;
    this.#stop.textContent = "Stop";
  }

  #buttons(): HTMLElement {
    return element("div", { class: "actions" }, this.#again, this.#goOn, this.#stop);
  }
}

/** What is said again is spoken again. */
function setText(of: HTMLElement, text: string): void {
  if (of.textContent !== text) of.textContent = text;
}

function facts(run: RunSummary, curves: RunCurves, now: number): readonly (readonly [string, string])[] {
  const { start, last } = curves;
  const { epoch, epochs, step, steps, bestEpoch, bestMeanIou } = run;
  const isRunning = run.state === "running";
  const left = isRunning ? timeLeft(curves, now) : null;
  return [
    ["Epochs", `${epoch} of ${epochs}`],
    ["Steps", `${step} of ${steps}`],
    ...(isRunning ? ([["Time left", left === null ? "…" : inWords(left)]] as const) : []),
    ["Crops a second", last ? last.imagesPerSecond.toPrecision(2) : "…"],
    ["Best mean IoU", bestMeanIou === null ? "–" : `${bestMeanIou.toFixed(3)}, epoch ${bestEpoch}`],
    ["Encoder", run.encoder],
    ["Device", start?.device ?? "…"],
    ...(last?.memoryBytes ? ([["Memory", `${(last.memoryBytes / 1e9).toFixed(1)} GB`]] as const) : []),
  ];
}

function fact(name: string, value: string): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}
