import { Signal } from "../../shared/signal";

/** A shorter press of the space bar, with nothing done meanwhile, is a tap. */
const tap = 300;

/** Keys that mean something as long as they are down: Space pans, Alt erases. */
export class HeldKeys {
  readonly space = new Signal(false);
  readonly alt = new Signal(false);
  #since = 0;
  #isUsed = false;

  constructor() {
    window.addEventListener("blur", () => {
      this.space.value = false;
      this.alt.value = false;
    });
  }

  /** Something was done with the key. */
  use(): void {
    this.#isUsed = true;
  }

  press(): void {
    if (this.space.value) return;
    this.space.value = true;
    this.#since = performance.now();
    this.#isUsed = false;
  }

  /** Returns whether it was a tap. */
  release(): boolean {
    const wasTap = this.space.value && !this.#isUsed && performance.now() - this.#since < tap;
    this.space.value = false;
    return wasTap;
  }
}
