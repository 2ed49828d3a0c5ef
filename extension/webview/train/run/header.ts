import type { RunSummary } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import { textButton } from "../../shared/control";
import { type RunCurves, inWords, timeLeft } from "./runCurves";
import { explanation, stateWords } from "./stateWords";

export interface HeaderActions {
  readonly stop: () => void;
  readonly goOn: () => void;
  readonly again: () => void;
}

/** Which run, how far it is, and what can be done with it. */
export class RunHeader {
  readonly element: HTMLElement;
  readonly #name = element("h1", { id: "run-title" });
  readonly #state = element("span", { class: "state" });
  readonly #bar = element("progress", { "aria-label": "Steps done", max: 1, value: 0 });
  readonly #facts = element("dl", { class: "facts" });
  readonly #explanation = element("p", { class: "explanation", role: "status" });
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
    this.element = element(
      "header",
      { class: "run-header" },
      element("div", { class: "head" }, element("div", { class: "title" }, this.#name, this.#state), this.#buttons()),
      this.#bar,
      this.#facts,
      this.#explanation,
    );
  }

  show(run: RunSummary, curves: RunCurves, now: number): void {
    const isRunning = run.state === "running";
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
