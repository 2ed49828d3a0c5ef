import type { Stroke } from "../../../shared/label/stroke";
import type { Rect } from "../../../shared/label/rect";
import { post } from "../state/host";
import type { Session } from "../state/session";

/** What a stroke needs besides its shape. */
export interface Ink {
  readonly value: number;
  readonly keepsLabels: boolean;
}

/** Where the tools draw: the mask, at once, and the document, when a stroke is finished. */
export class Paper {
  constructor(
    readonly session: Session,
    readonly redraw: (changed: Rect | null) => void,
  ) {}

  get radius(): number {
    return this.session.preferences.brushRadius;
  }

  /** Erasing reaches existing labels always: an eraser that does nothing would be a riddle. */
  ink(erases: boolean): Ink {
    const { value, keepsLabels } = this.session.preferences;
    return erases ? { value: 0, keepsLabels: false } : { value, keepsLabels };
  }

  say(sentence: string): void {
    this.session.message.value = sentence;
  }

  /** A part of a stroke that goes on. */
  draft(part: Stroke): void {
    this.redraw(this.session.strokes.value?.draft(part) ?? null);
  }

  draw(stroke: Stroke): void {
    this.draft(stroke);
    this.finish(stroke);
  }

  /** The parts drawn so far are this stroke. */
  finish(stroke: Stroke): void {
    const number = this.session.strokes.value?.finish(stroke) ?? null;
    if (number === null) {
      this.say(this.#why(stroke));
      return;
    }
    this.say("");
    this.session.waiting.value++;
    document.body.dataset["strokes"] = String(number);
    post({ type: "stroke", number, stroke });
  }

  discard(): void {
    this.redraw(this.session.strokes.value?.discard() ?? null);
  }

  /** Why a stroke changed nothing. */
  #why(stroke: Stroke): string {
    if (stroke.kind === "values") return "Nothing changed: everything suggested is labelled already.";
    const { value, keepsLabels } = stroke;
    if (keepsLabels) return "Nothing changed: existing labels are kept. Press K to draw over them.";
    return `Nothing changed: this area is already “${this.session.className(value)}”.`;
  }
}
