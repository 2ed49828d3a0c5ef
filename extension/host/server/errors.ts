import { ConnectionError, ErrorCodes, ResponseError } from "vscode-jsonrpc/node";
import { type ErrorData, cancelled, userError } from "../../shared/protocol";

/** An error that a user can act on: a code for programs, and a sentence that says what is wrong and what to do. */
export class SegError extends Error {
  override readonly name = "SegError";

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
    /** The options that it is about, such as `learningRate`. */
    readonly fields: readonly string[] = [],
  ) {
    super(message, options);
  }
}

const lost: readonly number[] = [
  ErrorCodes.PendingResponseRejected,
  ErrorCodes.ConnectionInactive,
  ErrorCodes.MessageWriteError,
  ErrorCodes.MessageReadError,
];

/**
 * What a failed request means to whoever asked. What is neither cancelled nor a {@link SegError} is a fault of Seg.
 * @param cancellation makes the error that stands for a cancelled request
 */
export function mappedError(error: unknown, cancellation: () => Error): Error {
  if (error instanceof ConnectionError || (error instanceof ResponseError && lost.includes(error.code)))
    return new SegError("server.ended", "The server ended before it answered. Try again; it starts anew.");
  if (!(error instanceof ResponseError)) return error instanceof Error ? error : new Error(String(error));
  if (error.code === cancelled) return cancellation();
  if (!hasCode(error)) return error;
  const { code, fields } = error.data;
  return new SegError(code, error.message, { cause: error }, fields);
}

function hasCode(error: ResponseError<unknown>): error is ResponseError<unknown> & { readonly data: ErrorData } {
  const { code, data } = error;
  return code === userError && typeof data === "object" && data !== null && "code" in data;
}
