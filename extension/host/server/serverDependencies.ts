import type { HelloResult, Requests } from "../../shared/protocol";

/** Where lines for whoever looks into a fault go; VS Code's log channels are one. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

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

/** The name of a request. */
export type Method = keyof Requests;

/** The name of a request that reports how far it is. */
export type MethodWithProgress = {
  [M in Method]: Requests[M] extends { readonly progress: unknown } ? M : never;
}[Method];

/** What a server needs of its surroundings. */
export interface ServerDependencies {
  readonly log: Log;
  /** The full path of the program, asked for at every start; throws where there is none. */
  program(): string;
  /** The environment variables that the program gets, asked for at every start. */
  environment(): NodeJS.ProcessEnv;
  /** State or work have changed; the work is what was asked for and is not answered yet. */
  changed(state: ServerState, work: readonly Method[]): void;
  /** Makes the error of a cancelled request. */
  cancellation(): Error;
}
