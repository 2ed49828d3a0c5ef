import type { Result } from "./result";

const head = ["measurement", "Seg", "compared with", "ratio", "aim", ""];

/** Prints results as aligned columns. */
export function printTable(results: readonly Result[]): void {
  const rows = [head, ...results.map(cells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

function cells({ what, figure, against = "", ratio, aim = "", isMet = null }: Result): string[] {
  const verdict = isMet === null ? "" : isMet ? "met" : "missed";
  return [what, figure, against, ratio?.toFixed(2) ?? "", aim, verdict];
}
