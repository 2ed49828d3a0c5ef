/** What is fetched: there, under way, or impossible, and then why. */
export type Fetched<T> =
  | { readonly state: "waiting" }
  | { readonly state: "there"; readonly value: T }
  | { readonly state: "failed"; readonly message: string };

export const waiting = { state: "waiting" } as const;
