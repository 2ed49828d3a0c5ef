/** An error that a user can act on: a code for programs, and a sentence that says what is wrong and what to do. */
export class SegError extends Error {
  override readonly name = "SegError";

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
