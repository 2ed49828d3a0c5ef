import { EditableMask } from "../../../shared/label/editableMask";
import type { SuggestedMask } from "../../../shared/label/messages";
import type { Rect } from "../../../shared/label/rect";
import { Suggestion } from "../../../shared/label/suggestion";
import type { Point } from "../../../shared/view/viewport";
import { post } from "../state/host";
import type { Paper } from "../tools/paper";
import { unpack } from "../../shared/picture/unpack";
import type { Session } from "../state/session";
import type { Tool } from "../tools/tool";

/** A suggestion that is looked through: clicks drop objects and take them back, Enter uses the rest, Escape none. */
export class Review implements Tool {
  constructor(
    readonly session: Session,
    readonly paper: Paper,
    readonly repaint: (changed: Rect | "all" | null) => void,
  ) {
    // Where the mask is another one, or cannot be drawn on, nothing can be suggested for it.
    session.strokes.follow((strokes) => {
      if (strokes === null) this.dismiss();
    });
    session.list.follow(() => this.dismiss()); // its values stand for other classes by now
  }

  async open({ model, width, height, deflated, unknown }: SuggestedMask): Promise<void> {
    const mask = new EditableMask(width, height);
    await unpack(new Blob([new Uint8Array(deflated)]), "deflate", mask.values);
    const suggestion = new Suggestion(mask);
    const found = suggestion.classes.reduce((sum, { objects }) => sum + objects, 0);
    const missing =
      unknown.length > 0 ? ` It also predicts classes that the dataset does not have: ${unknown.join(", ")}.` : "";
    if (found === 0) {
      post({ type: "suggestionDone" });
      this.session.message.value = `“${model}” finds no objects in this image.${missing}`;
      return;
    }
    this.session.review.value = { model, suggestion };
    this.session.message.value = missing.trim();
    this.session.spoken.value = `${model} suggests ${found === 1 ? "1 object" : `${found} objects`}. Press Enter to use them, Escape to dismiss them.`;
    if (!this.session.preferences.isOverlayShown) this.session.settings.change({ isOverlayShown: true });
    this.repaint("all");
  }

  down(at: Point): void {
    const { review } = this.session;
    if (review.value === null) return;
    const toggled = review.value.suggestion.toggle(Math.floor(at.x), Math.floor(at.y));
    if (toggled === null) return;
    this.session.spoken.value = toggled.isWanted ? "Kept" : "Removed";
    review.value = { ...review.value };
    this.repaint(toggled.changed);
  }

  move(): void {}

  up(): void {}

  cancel(): void {}

  key(key: string): boolean {
    if (this.session.review.value === null) return false;
    if (key === "Enter") this.use();
    else if (key === "Escape") this.dismiss();
    return key !== "Backspace";
  }

  setClass(value: number, isWanted: boolean): void {
    const { review } = this.session;
    if (review.value === null) return;
    review.value.suggestion.setClass(value, isWanted);
    review.value = { ...review.value };
    this.repaint("all");
  }

  /** Drops what is smaller, in pixels. */
  keepFrom(smallestArea: number): void {
    const { review } = this.session;
    if (review.value === null) return;
    review.value.suggestion.keepFrom(smallestArea);
    review.value = { ...review.value };
    this.repaint("all");
  }

  /** What is wanted becomes labels, in one step that can be undone. */
  use(): void {
    const { review, canDraw } = this.session;
    if (review.value === null || !canDraw) return;
    const stroke = review.value.suggestion.stroke();
    this.dismiss();
    this.paper.draw(stroke);
  }

  dismiss(): void {
    if (this.session.review.value === null) return;
    this.session.review.value = null;
    post({ type: "suggestionDone" });
    this.repaint("all");
  }
}
