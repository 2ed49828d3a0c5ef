import { backgroundColor } from "../../../shared/protocol";
import { sentenceOf } from "../../../shared/errorText";
import type { EditedClass, LabelClass, MaskProblem } from "../../../shared/label/messages";
import { ask, post } from "../state/host";
import type { Front } from "../state/inbox";
import type { Session } from "../state/session";
import { ClassForm } from "./classForm";
import { freeColor } from "./classRow";
import { element } from "../../shared/element";
import { failureNotice, problemNotice } from "./notice";

type State = "loading" | "ready" | "classes" | "problem" | "failed";

/** For a folder whose classes have no names yet. */
const firstClasses: readonly LabelClass[] = [
  { name: "background", color: backgroundColor },
  { name: "", color: freeColor([]) },
];

/** What stands before the picture: the form for the classes, or why there is nothing to draw on. */
export class FrontOfPicture implements Front {
  readonly element = element("div", { class: "front" });
  readonly progress = element("div", { class: "progress", role: "progressbar", "aria-label": "Reading the picture" });
  #form: ClassForm | null = null;
  #failure: string | null = null;
  #isLoading = true;
  #shown: { readonly about: ClassForm | MaskProblem | string | null; readonly card: HTMLElement | null } = {
    about: null,
    card: null,
  };

  constructor(
    readonly session: Session,
    /** What cannot be used while the classes have no names. */
    readonly rest: readonly HTMLElement[],
    readonly focusStage: () => void,
  ) {
    for (const signal of [session.problem, session.strokes, session.picture, session.classes])
      signal.follow(() => this.#show());
  }

  loading(): void {
    this.#isLoading = true;
    this.#failure = null;
    this.#show();
  }

  picture(): void {
    this.#isLoading = false;
    this.#show();
  }

  failed(message: string): void {
    this.#isLoading = false;
    this.#failure = message;
    this.#show();
  }

  classes(classes: readonly LabelClass[] | null): void {
    if (classes === null) this.#open(firstClasses, true);
    else this.#close();
  }

  editClasses(): void {
    const classes = this.session.classes.value;
    if (classes) this.#open(classes, false);
    else this.#open(firstClasses, true);
  }

  #open(classes: readonly LabelClass[], isFirst: boolean): void {
    if (this.#form) return; // what is typed there stays
    this.#form = new ClassForm({
      classes,
      isFirst,
      save: (edited) => void this.#save(edited),
      cancel: isFirst ? null : () => this.#close(),
    });
    this.#show();
    this.#form.focus();
  }

  async #save(classes: readonly EditedClass[]): Promise<void> {
    try {
      await ask("saveClasses", { classes });
    } catch (error) {
      this.#form?.refuse(sentenceOf(error));
    }
  }

  #close(): void {
    const wasOpen = this.#form !== null;
    this.#form = null;
    this.#show();
    if (wasOpen) this.focusStage();
  }

  #show(): void {
    const state = this.#state();
    document.body.dataset["state"] = state;
    this.progress.hidden = !this.#isLoading;
    for (const part of this.rest) part.inert = state === "classes";
    const card = this.#card(state);
    if (this.element.firstElementChild !== card) this.element.replaceChildren(...(card ? [card] : []));
  }

  #state(): State {
    if (this.#failure !== null) return "failed";
    if (this.#form) return "classes";
    if (this.session.problem.value) return "problem";
    return this.session.hasLabels && !this.#isLoading ? "ready" : "loading";
  }

  /** The same card as long as it is about the same, so that the focus stays in it. */
  #card(state: State): HTMLElement | null {
    const { problem } = this.session;
    const about = { failed: this.#failure, classes: this.#form, problem: problem.value, ready: null, loading: null }[
      state
    ];
    if (about === this.#shown.about) return this.#shown.card;
    const card =
      about === null
        ? null
        : about instanceof ClassForm
          ? about.element
          : typeof about === "string"
            ? failureNotice(about)
            : problemNotice(about, (choice) => post({ type: "resolve", choice }));
    this.#shown = { about, card };
    return card;
  }
}
