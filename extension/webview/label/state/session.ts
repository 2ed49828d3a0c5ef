import type { LabelClass, MaskProblem, Preferences } from "../../../shared/label/messages";
import type { LabelState } from "../../../shared/protocol";
import { notLabelled } from "../../../shared/label/stroke";
import type { Contrast } from "../../../shared/picture/picture";
import type { Channel } from "../../../shared/view/drawPicture";
import type { Viewport } from "../../../shared/view/viewport";
import { post } from "./host";
import { Signal } from "../../shared/signal";
import type { Settings } from "./settings";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import type { Strokes } from "./strokes";
import type { Suggestion } from "../../../shared/label/suggestion";

/** Of the brush's widths in pixels. */
export const largestBrush = 400;

export interface Place {
  readonly index: number;
  readonly count: number;
  readonly labelled: number;
}

/** How the picture's values become gray or colour: stretched, all that its type holds, or by hand. */
export type ContrastChoice =
  { readonly kind: "auto" } | { readonly kind: "full" } | { readonly kind: "manual"; readonly contrast: Contrast };

/** Where the pointer, or the cursor of the keyboard, is on the picture. */
export interface Hover {
  readonly x: number;
  readonly y: number;
}

/** What is open in this view. The parts of the page follow it and know nothing of each other. */
export class Session {
  readonly name = new Signal("");
  readonly picture = new Signal<LoadedPicture | null>(null);
  /** Of a stack: the page that labels belong to, from 1. */
  readonly labelledPage = new Signal(1);
  readonly strokes = new Signal<Strokes | null>(null);
  /** What keeps the mask from being drawn on. */
  readonly problem = new Signal<MaskProblem | null>(null);
  readonly classes = new Signal<readonly LabelClass[] | null>(null);
  /** How far the labels are. */
  readonly state = new Signal<LabelState>("notLabelled");
  /** The host's number for the names of the classes; another one wherever these are others. */
  readonly list = new Signal(0);
  readonly place = new Signal<Place | null>(null);
  readonly viewport = new Signal<Viewport>({ scale: 1, x: 0, y: 0 });
  /** Null: nobody has chosen, and the picture decides. */
  readonly contrast = new Signal<ContrastChoice | null>(null);
  readonly channel = new Signal<Channel>("all");
  readonly hover = new Signal<Hover | null>(null);
  /** One sentence for the status line: what went wrong, what comes next. */
  readonly message = new Signal("");
  /** One for screen readers only: what others see. */
  readonly spoken = new Signal("");
  /** The model that is being asked for a suggestion; null: none. */
  readonly asked = new Signal<string | null>(null);
  /** What a model suggests, while it is looked through; another object whenever what is wanted of it changes. */
  readonly review = new Signal<{ readonly model: string; readonly suggestion: Suggestion } | null>(null);
  /** How many strokes the document has not taken yet. */
  readonly waiting = new Signal(0);

  constructor(readonly settings: Settings) {}

  get preferences(): Preferences {
    return this.settings.now.value;
  }

  contrastChoice({ usual }: LoadedPicture): ContrastChoice {
    return this.contrast.value ?? { kind: usual === "full" ? "full" : "auto" };
  }

  shownContrast(loaded: LoadedPicture): Contrast {
    const choice = this.contrastChoice(loaded);
    if (choice.kind === "manual") return choice.contrast;
    return choice.kind === "auto" ? loaded.stretched : loaded.full;
  }

  /** Whether picture and labels belong together and can be shown together. */
  get hasLabels(): boolean {
    const [picture, strokes] = [this.picture.value, this.strokes.value];
    return picture !== null && strokes !== null && this.classes.value !== null && fits(picture, strokes);
  }

  get canDraw(): boolean {
    return this.hasLabels && this.problem.value === null && !this.isOtherPage;
  }

  /** Whether the page of a stack is shown that labels do not belong to. */
  get isOtherPage(): boolean {
    const loaded = this.picture.value;
    return loaded !== null && loaded.pages > 1 && loaded.page !== this.labelledPage.value;
  }

  /** The classes, and the number of their names. What is picked stays the class of its name, whatever value that has. */
  setClasses(classes: readonly LabelClass[] | null, list: number): void {
    const picked = this.classes.value?.[this.preferences.value]?.name;
    const value = classes?.findIndex(({ name }) => name === picked) ?? -1;
    this.classes.value = classes;
    if (value >= 0 && value !== this.preferences.value) this.settings.change({ value });
    this.list.value = list;
  }

  /** The name of a value of the mask. */
  className(value: number): string {
    return value === notLabelled ? "not labelled" : (this.classes.value?.[value]?.name ?? `class ${value}`);
  }

  /** The brush's next size, smaller (-1) or larger (1): by a fifth, and by a pixel of its width at least. */
  resizeBrush(way: number): void {
    const width = this.preferences.brushRadius * 2;
    const next = way > 0 ? Math.max(width + 1, width * 1.2) : Math.min(width - 1, width / 1.2);
    this.settings.change({ brushRadius: Math.max(1, Math.min(largestBrush, Math.round(next))) / 2 });
  }

  /** Goes to another image of the folder. */
  go(to: "next" | "previous" | "nextUnlabelled"): void {
    this.settings.flush();
    post({ type: "go", to });
  }

  /**
   * Says how far the labels are. Done needs something that is labelled: that there is nothing to be found is said by a
   * button of its own, so that no image becomes an example of empty background by a slip of the hand.
   */
  mark(state: LabelState): void {
    if (!this.canDraw || state === this.state.value) return;
    const isEmpty = this.strokes.value?.mask.isBackground ?? true;
    if (state === "done" && isEmpty)
      this.message.value = "Nothing is labelled here. Label all objects first, or say that there are none.";
    else post({ type: "mark", state });
  }

  /** Asks a model for labels. */
  suggest(): void {
    if (this.canDraw && this.asked.value === null) post({ type: "suggest" });
  }

  /** Goes to another page of a stack. */
  turnPage(by: number): void {
    const loaded = this.picture.value;
    const page = (loaded?.page ?? 1) + by;
    if (loaded && page >= 1 && page <= loaded.pages) post({ type: "page", page });
  }

  /** Chooses what is drawn, where there is such a class. */
  pick(value: number): void {
    if (value !== notLabelled && !this.classes.value?.[value]) return;
    this.settings.change({ value });
    this.message.value = "";
    this.spoken.value = `Class ${this.className(value)}`;
  }
}

function fits(picture: LoadedPicture, { mask }: Strokes): boolean {
  return picture.picture.width === mask.width && picture.picture.height === mask.height;
}
