import type { TrainingOptions } from "../../../shared/protocol";
import { fieldsOf, sentenceOf } from "../../../shared/errorText";
import { estimateOf } from "../../../shared/train/estimate";
import { iconButton, textButton } from "../../shared/control";
import { inWords } from "../../shared/duration";
import { element } from "../../shared/element";
import { augmentationSection } from "./augmentationSection";
import { Draft, type KeptDraft, type Task } from "./draft";
import { inProgressSection } from "./inProgressSection";
import { sidesOf } from "./split";
import { validationSection } from "./validationSection";
import { learningSection } from "./learningSection";
import { lossSection } from "./lossSection";
import { networkSection } from "./networkSection";
import { SamplePicture } from "./samplePicture";
import { leadTo, refuseAt } from "./fields";
import { problemList } from "./problemList";

export interface FormActions {
  /** Begins the training, or goes on with it; rejects with why it cannot. */
  readonly start: (options: TrainingOptions, name: string | null) => Promise<void>;
  readonly copyCommand: (options: TrainingOptions) => void;
  /** Gives the address of a picture. */
  readonly samples: (options: TrainingOptions, seed: number, signal: AbortSignal) => Promise<string>;
  readonly open: (file: string) => void;
  /** Writes into seg.json what keeps fields of view together, and shows the form of what is then; rejects with why it cannot. */
  readonly keepTogether: (pattern: string, draft: KeptDraft) => Promise<void>;
  readonly changed: (draft: KeptDraft) => void;
  /** Null: there is nothing to go back to. */
  readonly cancel: (() => void) | null;
}

/** What is to be trained. It can be sent as it is. */
export class FormPage {
  readonly element: HTMLFormElement;
  readonly #submitter = element("button", { type: "submit", class: "text primary" });
  readonly #refusal = element("p", { class: "refusal", role: "alert" });
  readonly #draft: Draft;
  readonly #word: string;

  constructor(
    readonly task: Task,
    { options, name }: KeptDraft,
    readonly actions: FormActions,
  ) {
    const { proposal, continued } = task;
    this.#draft = new Draft(options);
    this.#draft.name = name;
    const samples = new SamplePicture(this.#draft, (seed, signal) =>
      actions.samples(this.#draft.options.value, seed, signal),
    );
    this.#word = continued ? "Continue" : "Train";
    this.#submitter.textContent = this.#word;
    this.element = element(
      "form",
      { class: "training", novalidate: true, "aria-labelledby": "form-title" },
      element(
        "div",
        { class: "fields" },
        element("h1", { id: "form-title" }, continued ? `Continue ${continued.name}` : "Train a model"),
        problemList(proposal.problems, actions.open) ?? "",
        networkSection(this.#draft, task),
        lossSection(this.#draft, task),
        validationSection(this.#draft, task, (pattern) => void this.#keepTogether(pattern)),
        inProgressSection(this.#draft, task) ?? "",
        learningSection(this.#draft),
        augmentationSection(this.#draft, proposal.defaults.augmentation, samples),
      ),
      this.#footer(),
    );
    this.element.addEventListener("input", () =>
      actions.changed({ options: this.#draft.options.value, name: this.#draft.name }),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Puts the focus where Enter begins. */
  focus(): void {
    this.#submitter.focus({ preventScroll: true });
  }

  /** Something could not be done: why. */
  refuse(message: string): void {
    this.#refusal.textContent = message;
  }

  #footer(): HTMLElement {
    const { cancel, copyCommand } = this.actions;
    const summary = element("p", { class: "summary" });
    this.#draft.options.follow((now) => (summary.textContent = this.#inWords(now)));
    const copy = iconButton({ icon: "codicon-terminal", title: "Copy as command line" }, () => {
      if (this.#isValid()) copyCommand(this.#draft.options.value);
    });
    return element(
      "footer",
      { class: "form-footer" },
      this.#refusal,
      element(
        "div",
        { class: "actions" },
        summary,
        copy,
        ...(cancel ? [textButton("Cancel", "secondary", cancel)] : []),
        this.#submitter,
      ),
    );
  }

  #inWords(options: TrainingOptions): string {
    const { epochs, stepsPerEpoch, batch, crop, validation, inProgress } = options;
    const { proposal } = this.task;
    const training = sidesOf(proposal, validation).training.length;
    if (training === 0) return "There are no labelled images to train on.";
    const images = training === 1 ? "1 image" : `${training} images`;
    const more = inProgress && proposal.inProgress > 0 ? ` and ${proposal.inProgress} in progress` : "";
    const all = `${epochs * stepsPerEpoch} steps of ${batch} crops of ${crop} × ${crop} pixels from ${images}${more}, on ${proposal.device}.`;
    return `${all} ${this.#timeInWords(options)}`;
  }

  #timeInWords(options: TrainingOptions): string {
    const { proposal, continued, runs } = this.task;
    const estimate = estimateOf(options, continued?.epoch ?? 0, runs, proposal.device);
    return estimate === null
      ? "How long it takes is shown after the first steps."
      : `It takes about ${inWords(estimate.seconds)}, estimated from ${estimate.from}.`;
  }

  #submit(): void {
    if (this.#submitter.disabled || !this.#isValid()) return;
    this.#submitter.disabled = true; // until the answer
    this.#submitter.textContent = "Starting…";
    this.#refusal.textContent = "";
    void this.#start();
  }

  async #keepTogether(pattern: string): Promise<void> {
    this.#refusal.textContent = "";
    // What seg.json says of validation images is to count from now on.
    const options = { ...this.#draft.options.value, validation: null };
    await this.actions
      .keepTogether(pattern, { options, name: this.#draft.name })
      .catch((error: unknown) => this.refuse(sentenceOf(error)));
  }

  async #start(): Promise<void> {
    try {
      await this.actions.start(this.#draft.options.value, this.#draft.name || null);
    } catch (error) {
      const why = sentenceOf(error);
      if (!refuseAt(this.element, fieldsOf(error), why)) this.refuse(why);
      this.#submitter.disabled = false;
      this.#submitter.textContent = this.#word;
    }
  }

  /** Leads to the first field that is wrong. */
  #isValid(): boolean {
    const wrong = this.element.querySelector<HTMLInputElement>("input:invalid");
    if (!wrong) return true;
    leadTo(wrong);
    return false;
  }
}
