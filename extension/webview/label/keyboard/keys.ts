import { isTextField, keyName } from "../../shared/keyName";
import type { CommandGroup } from "./commands";
import type { Digits } from "./digits";
import type { HeldKeys } from "../drawing/heldKeys";
import type { KeyboardCursor } from "./keyboardCursor";
import type { Pen } from "../drawing/pen";

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The keyboard, wherever on the page the focus is. Keys with Ctrl or Cmd are VS Code's. */
export class Keys {
  readonly #commands: ReadonlyMap<string, () => void>;

  constructor(
    groups: readonly CommandGroup[],
    readonly stage: HTMLElement,
    readonly pen: Pen,
    readonly cursor: KeyboardCursor,
    readonly digits: Digits,
    readonly held: HeldKeys,
  ) {
    const commands = groups.flatMap((group) => group.commands);
    this.#commands = new Map(commands.flatMap(({ keys, run }) => keys.map((key) => [key, run] as const)));
    document.addEventListener("keydown", (event) => this.#down(event));
    document.addEventListener("keyup", (event) => this.#up(event));
  }

  #down(event: KeyboardEvent): void {
    // With AltGr, some keyboards report Ctrl and Alt too.
    const isWritten = event.getModifierState("AltGraph");
    if (event.defaultPrevented || isTextField(event.target) || (!isWritten && (event.ctrlKey || event.metaKey))) return;
    if (event.key === "Alt") this.#alt(event, true);
    else if ((isWritten || !event.altKey) && this.#handles(event)) event.preventDefault();
  }

  #up(event: KeyboardEvent): void {
    if (event.key === "Alt") this.#alt(event, false);
    if (event.key === " " && this.held.release()) this.cursor.press();
  }

  /** Over the picture Alt is the eraser; without this it would open VS Code's menu. */
  #alt(event: KeyboardEvent, isDown: boolean): void {
    this.held.alt.value = isDown;
    if (!this.stage.matches(":hover")) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #handles(event: KeyboardEvent): boolean {
    const isOnStage = event.target === this.stage || event.target === document.body;
    const name = keyName(event);
    if (isOnStage) {
      if (name === " ") {
        this.held.press();
        return true;
      }
      const arrow = arrows[name];
      if (arrow) {
        const step = event.shiftKey ? 10 : 1;
        this.cursor.move(arrow[0] * step, arrow[1] * step);
        return true;
      }
      if (name === "Enter" && this.cursor.isShown) {
        this.cursor.press();
        return true;
      }
      if (name === "Enter" && this.pen.key("Enter")) return true;
    }
    if ((name === "Backspace" || name === "Escape") && this.pen.key(name)) return true;
    if (/^\d$/.test(name)) {
      this.digits.type(name);
      return true;
    }
    // Of what has the focus; and a key that is held to close a polygon does not say that all is done.
    if (name === "Enter" && (!isOnStage || event.repeat)) return false;
    // A slider's own keys.
    if (event.target instanceof HTMLInputElement && name.startsWith("Page")) return false;
    const run = this.#commands.get(name);
    run?.();
    return run !== undefined;
  }
}
