/** What an error says, for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The same without its full stop, to stand inside another sentence. */
export function clauseOf(error: unknown): string {
  return sentenceOf(error).replace(/\.$/, "");
}

/** The options that an error is about, such as `learningRate`. */
export function fieldsOf(error: unknown): readonly string[] {
  return error instanceof Error && "fields" in error ? (error.fields as readonly string[]) : [];
}

/** All that is known of it, for the log. */
export function faultOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
