/** A value that parts of the page follow. */
export class Signal<T> {
  #value: T;
  readonly #listeners = new Set<(value: T, before: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    if (Object.is(value, this.#value)) return;
    const before = this.#value;
    this.#value = value;
    for (const listener of this.#listeners) listener(value, before);
  }

  /** Tells the listener the value now and at every change. */
  follow(listener: (value: T, before: T) => void): void {
    this.#listeners.add(listener);
    listener(this.#value, this.#value);
  }
}

/** What is fetched: there, under way, or impossible, and then why. */
export type Fetched<T> =
  | { readonly state: "waiting" }
  | { readonly state: "there"; readonly value: T }
  | { readonly state: "failed"; readonly message: string };

export const waiting = { state: "waiting" } as const;
