// The group is a string, which may hold anything; what else matches is left out.
const comments = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const trailingCommas = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g;

/** Reads JSON as the server does: with comments and trailing commas. */
export function parseLenientJson(text: string): unknown {
  const withoutMark = text.replace(/^\uFEFF/, "");
  return JSON.parse(leaveOut(leaveOut(withoutMark, comments), trailingCommas));
}

function leaveOut(text: string, pattern: RegExp): string {
  return text.replace(pattern, (_, string: string | undefined) => string ?? " ");
}

/** The fields of an object by their names in lower case, since the server does not tell cases apart; null for anything else. */
export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value).map(([name, content]) => [name.toLowerCase(), content as unknown]));
}
