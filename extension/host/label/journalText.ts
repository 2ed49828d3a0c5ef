/** The first line of a journal. */
export interface JournalHeader {
  readonly version: 1;
  readonly width: number;
  readonly height: number;
  /** The file of the mask that the strokes began on; null: the one on the disk, until its copy is written. */
  readonly base: string | null;
}

/** What each other line holds, in the form that JSON takes. */
export type JournalEntry = { readonly stroke: object } | { readonly patch: string };

/**
 * Reads a journal up to the first line that a kill or a power cut has torn: what comes after it was drawn on top of it.
 * Throws where its first line is of no use.
 */
export function parseJournal(text: string): { header: JournalHeader; entries: JournalEntry[] } {
  const [first, ...lines] = text.split("\n");
  const header = JSON.parse(first ?? "") as JournalHeader;
  if (header.version !== 1) throw new Error(`They are of version ${String(header.version)}.`);
  const entries: JournalEntry[] = [];
  for (const line of lines) {
    try {
      entries.push(JSON.parse(line) as JournalEntry);
    } catch {
      break;
    }
  }
  return { header, entries };
}
