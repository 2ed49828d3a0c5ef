import type { ToolName } from "../../../shared/label/messages";
import type { Point } from "../../../shared/view/viewport";
import type { Session } from "../state/session";
import { toolLooks, type Tool } from "../tools/tool";

/** Hands the pointer's ways to the chosen tool. */
export class Pen {
  #tool: Tool | null = null;
  #isDown = false;

  constructor(
    readonly session: Session,
    readonly tools: Readonly<Record<Exclude<ToolName, "pan">, Tool>>,
    /** Has the pointer while a suggestion is looked through. */
    readonly review: Tool,
  ) {
    session.settings.now.follow(() => this.#choose());
    session.review.follow(() => this.#choose());
    session.viewport.follow(() => this.#tool?.redraw?.());
    // What was begun on another picture or mask has no meaning on this one.
    session.picture.follow(() => this.cancel());
    // The value of what is being drawn stands for another class by now.
    session.list.follow(() => {
      if (this.#isDown) this.cancel();
    });
  }

  /** Between button down and button up. */
  get isDown(): boolean {
    return this.#isDown;
  }

  /** Returns whether there is anything to draw on and a tool that draws. */
  down(at: Point, erases: boolean): boolean {
    if (this.#tool && this.session.isOtherPage)
      this.session.message.value = `Nothing was drawn: page ${this.session.labelledPage.value} is the labelled one.`;
    if (!this.#tool || !this.session.canDraw) return false;
    // Nobody should draw what cannot be seen.
    if (!this.session.preferences.isOverlayShown) this.session.settings.change({ isOverlayShown: true });
    this.session.message.value = "";
    this.#isDown = true;
    this.#tool.down(at, erases);
    return true;
  }

  move(points: readonly number[]): void {
    if (this.#isDown) this.#tool?.move(points);
  }

  hover(at: Point): void {
    if (!this.#isDown) this.#tool?.hover?.(at);
  }

  up(): void {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#tool?.up();
  }

  cancel(): void {
    this.#isDown = false;
    this.#tool?.cancel();
  }

  key(key: "Enter" | "Backspace" | "Escape"): boolean {
    if (this.#isDown && key === "Escape") {
      this.cancel();
      return true;
    }
    return this.#tool?.key?.(key) ?? false;
  }

  #choose(): void {
    const { session } = this;
    const name = session.preferences.tool;
    const tool = session.review.value ? this.review : name === "pan" ? null : this.tools[name];
    if (tool === this.#tool) return;
    this.cancel();
    const isBack = this.#tool === this.review;
    this.#tool = tool;
    if (tool === this.review || isBack) return; // which the review itself reports
    this.session.message.value = "";
    this.session.spoken.value = toolLooks.find((look) => look.name === name)?.title ?? "";
  }
}
