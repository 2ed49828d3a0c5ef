import type { ToTrainView } from "../../shared/train/messages";
import type { RunSummary, TrainingOptions, TrainingProposal } from "../../shared/protocol";
import { element } from "../shared/element";
import { FormPage } from "./form/formPage";
import { ask, keep, kept, post } from "./host";
import { RunPage } from "./run/runPage";
import { RunList } from "./run/runList";
import { textButton } from "../shared/control";

type FormMessage = Extract<ToTrainView, { type: "form" }>;

/** What the form is asked for: what the host proposes, a new training, or one that goes on. */
type Wish = "proposed" | "new" | "continue";

/** The runs at the side, and before them the form or one run. */
export class TrainPanel {
  readonly element: HTMLElement;
  readonly #runPage = new RunPage({
    stop: () => post({ type: "stop" }),
    goOn: () => this.#ask("continue"),
    again: () => this.#ask("proposed"),
    next: (step) => post({ type: "next", step }),
  });
  readonly #list = new RunList({
    show: (run) => this.#show(run),
    compare: (run, isShown) => post({ type: "compare", run, isShown }),
    create: () => this.#ask("new"),
  });
  readonly #front = element("div", { class: "front" });
  #form: FormPage | null = null;
  #wish: Wish = "proposed";
  #runs: readonly RunSummary[] = [];
  /** What was typed before the page was hidden is for the first form after it. */
  #draft = kept().draft;

  constructor() {
    this.element = element("div", { class: "body" }, this.#list.element, this.#front);
    this.#wait();
  }

  take(message: ToTrainView): void {
    switch (message.type) {
      case "keep":
        if (message.panel.run === null) this.#runPage.close(); // it is gone: nothing leads back to it
        return keep({ panel: message.panel });
      case "form":
        return this.#openForm(message);
      case "run":
        this.#runPage.open(message.run, message.base, message.classes);
        return this.#openRun();
      case "events":
        return this.#runPage.add(message.run, message.events);
      case "compare":
        this.#runPage.compare(message.run, message.events);
        return this.#listRuns();
      case "runs":
        this.#runs = message.runs;
        this.#runPage.setAround(message);
        return this.#listRuns();
    }
  }

  #wait(): void {
    const progress = element("div", { class: "progress", role: "progressbar", "aria-label": "Reading the dataset" });
    this.#front.replaceChildren(progress);
  }

  /** What was asked for cannot be done: why, in a sentence. */
  refuse(message: string): void {
    const page = this.#form ?? (this.#runPage.run ? this.#runPage : null);
    if (page) return page.refuse(message);
    const again = textButton("Try Again", "primary", () => {
      this.#wait();
      post({ type: "ready" });
    });
    const title = element("h1", {}, "The dataset cannot be read");
    this.#front.replaceChildren(
      element("div", { class: "failed" }, title, element("p", { role: "alert" }, message), again),
    );
    document.body.dataset["state"] = "failed";
    again.focus();
  }

  #ask(wish: Wish): void {
    this.#wish = wish;
    post({ type: "again" });
  }

  #show(run: string): void {
    if (run === this.#runPage.run?.name) this.#openRun();
    else post({ type: "show", run });
  }

  #openForm({ proposal, options, runs }: FormMessage): void {
    const wish = this.#wish;
    this.#wish = "proposed";
    const { run } = this.#runPage;
    const continued = wish === "continue" ? run : null;
    const wished = wish === "new" ? proposal.defaults : options;
    const again = wish === "proposed" && run ? onSameImages(wished, run, proposal) : wished;
    const draft = this.#draft ?? {
      options: continued ? withMoreEpochs(wished, continued, proposal) : again,
      name: "",
    };
    this.#draft = undefined;
    this.#form = new FormPage({ proposal, runs, continued }, draft, {
      start: async (options, name) => void (await ask("start", { options, name, isResumed: continued !== null })),
      samples: (options, seed, signal) => ask("samples", { options, seed }, { signal }),
      copyCommand: (options) => post({ type: "copyCommand", options }),
      open: (file) => post({ type: "open", file }),
      keepTogether: async (pattern, draft) => {
        await ask("group", { pattern });
        this.#draft = draft;
        post({ type: "again" });
      },
      changed: (draft) => keep({ draft: run ? undefined : draft }),
      cancel: run ? () => this.#openRun() : null,
    });
    this.#front.replaceChildren(this.#form.element);
    document.body.dataset["state"] = "form";
    this.#form.focus();
    this.#listRuns();
  }

  #openRun(): void {
    this.#draft = undefined;
    keep({ draft: undefined });
    this.#form = null;
    this.#front.replaceChildren(this.#runPage.element);
    document.body.dataset["state"] = "run";
    this.#listRuns();
  }

  #listRuns(): void {
    const shown = this.#form ? null : (this.#runPage.run?.name ?? null);
    this.#list.show(this.#runs, shown, this.#runPage.compared);
  }
}

/** A training that is complete goes on for as long as a new one takes. */
function withMoreEpochs(
  options: TrainingOptions,
  { epoch }: RunSummary,
  { defaults }: TrainingProposal,
): TrainingOptions {
  return epoch < options.epochs ? options : { ...options, epochs: epoch + defaults.epochs };
}

/**
 * A training that is begun again is measured on the images that the first was measured on, so that the scores show what
 * new labels bought. New images of the same groups are for validation as well, since a group is on one side.
 */
function onSameImages(
  options: TrainingOptions,
  { validation }: RunSummary,
  { images }: TrainingProposal,
): TrainingOptions {
  const groups = new Set(images.filter(({ stem }) => validation.includes(stem)).map(({ group }) => group));
  const held = images.filter(({ group }) => groups.has(group)).map(({ stem }) => stem);
  return held.length > 0 ? { ...options, validation: held } : options;
}
