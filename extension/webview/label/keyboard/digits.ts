import type { Session } from "../state/session";

/** Digits typed within this time of each other are one number, where there is a class of that number. */
const pause = 800;

/** Chooses classes by their numbers; the first digit chooses at once. */
export class Digits {
  #typed = "";
  #at = 0;

  constructor(readonly session: Pick<Session, "pick"> & { readonly classes: Pick<Session["classes"], "value"> }) {}

  type(digit: string): void {
    const now = performance.now();
    const longer = now - this.#at < pause ? this.#typed + digit : digit;
    this.#at = now;
    this.#typed = this.#isClass(longer) ? longer : digit;
    this.session.pick(Number(this.#typed));
  }

  #isClass(typed: string): boolean {
    return typed[0] !== "0" && Number(typed) < (this.session.classes.value?.length ?? 0);
  }
}
