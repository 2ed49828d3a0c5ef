import { lstat, open, stat } from "node:fs/promises";
import { type Node, type ParseError, getNodeValue, parseTree } from "jsonc-parser";
import { clauseOf } from "../../shared/errorText";
import { type LabelState, labelStateEnding, labelStateWords } from "../../shared/protocol";

/** How far the labels of an image are. */
export interface FoundState {
  readonly state: LabelState;
  /** Why its file cannot be read, in a clause; the labels count as in progress then. */
  readonly problem: string | null;
}

const version = 1;
const maskEnding = ".png";

// It takes 40 bytes; a comment may be longer.
const mostBytes = 4096;

/** The file of the state of labels that belongs to a mask. */
export function stateFile(mask: string): string {
  return mask.slice(0, -maskEnding.length) + labelStateEnding;
}

/** What the file of a state holds; null where there need be none: a mask alone is done. */
export function stateText(state: LabelState): string | null {
  const word = labelStateWords.find((each) => each.state === state)?.word;
  return word === undefined || state === "done" ? null : `${JSON.stringify({ version, state: word })}\n`;
}

/** Reads the state of labels whose mask is there, as the server does: what cannot be read never counts as done. */
export async function readState(mask: string): Promise<FoundState> {
  try {
    return { state: parseState(await readSmall(stateFile(mask))), problem: null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { state: "done", problem: null };
    return { state: "inProgress", problem: clauseOf(error) };
  }
}

/** Checks the text of a file of a state; the error is one clause. */
export function parseState(text: string): LabelState {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  if (root?.type !== "object" || errors.length > 0) throw new Error("it is not a JSON object");
  const fields = new Map((root.children ?? []).map(field));
  if (fields.size < (root.children ?? []).length) throw new Error("a name in it stands twice");
  if (fields.get("version") !== version)
    throw new Error(`"version" is ${JSON.stringify(fields.get("version"))}; this Seg knows version ${version}`);
  const found = labelStateWords.find(({ word }) => word === fields.get("state"));
  if (found !== undefined) return found.state;
  const words = labelStateWords.map(({ word }) => `"${word}"`);
  throw new Error(`"state" is ${JSON.stringify(fields.get("state"))}; it may be ${words.join(", ")}`);
}

/** In lower case, since the server ignores case. */
function field({ children }: Node): readonly [string, unknown] {
  const [name, value] = children ?? [];
  return [String(name?.value).toLowerCase(), value && getNodeValue(value)];
}

async function readSmall(file: string): Promise<string> {
  const found = await stat(file).catch(async (error: unknown) => {
    // A link that leads nowhere is no file that is missing.
    if (await lstat(file).catch(() => null)) throw new Error("it is a link that leads nowhere");
    throw error;
  });
  // A pipe would be waited for.
  if (!found.isFile()) throw new Error("it is no file");
  if (found.size > mostBytes) throw new Error(`it has ${found.size} bytes, and ${mostBytes} at most are expected`);
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
