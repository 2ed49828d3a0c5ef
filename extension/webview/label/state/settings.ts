import { type Preferences, firstPreferences } from "../../../shared/label/messages";
import { post } from "./host";
import { Signal } from "../../shared/signal";

/** While a slider moves, the host hears of it this much later, and once. */
const delay = 300;

/** What the hand has set: followed by the page, remembered by the host. */
export class Settings {
  readonly now = new Signal<Preferences>(firstPreferences);
  #timer: number | undefined;

  change(part: Partial<Preferences>): void {
    this.now.value = { ...this.now.value, ...part };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  /** What the host remembers; it need not hear it again. */
  receive(preferences: Preferences): void {
    this.now.value = preferences;
  }

  /** Sends now what waits to be sent. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    post({ type: "preferences", preferences: this.now.value });
  }
}
