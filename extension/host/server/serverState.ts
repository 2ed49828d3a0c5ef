import type { HelloResult } from "../../shared/protocol";

/** What has become of the server. */
export type ServerState =
  /** It was not needed yet, or was ended on purpose. */
  | { readonly kind: "idle" }
  /** It ended before, and waits for its next start. */
  | { readonly kind: "pausing"; readonly milliseconds: number }
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly hello: HelloResult }
  /** It could not start, or ended by itself: why, and what comes next, in sentences. */
  | { readonly kind: "stopped"; readonly why: string };
