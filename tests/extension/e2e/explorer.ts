import type { Locator, Page } from "playwright-core";
import { isPlain } from "./plainFolder";

const rows = ".explorer-folders-view .monaco-list-row";

interface Row {
  readonly index: number;
  readonly level: number;
  readonly name: string;
}

/** The row of a file in VS Code's explorer, such as "images/a.png"; its folders are opened for it. */
export async function explorerRow(page: Page, file: string): Promise<Locator> {
  let parent: Row = { index: -1, level: 0, name: "" };
  const there = isPlain ? file.replace(/^images\//, "") : file;
  for (const [depth, name] of there.split("/").entries()) {
    if (depth > 0) await expand(rowAt(page, parent.index));
    parent = await childRow(page, parent, name);
  }
  return rowAt(page, parent.index);
}

function rowAt(page: Page, index: number): Locator {
  return page.locator(`${rows}[data-index="${index}"]`);
}

async function expand(folder: Locator): Promise<void> {
  if ((await folder.getAttribute("aria-expanded")) === "false") await folder.click();
}

async function childRow(page: Page, parent: Row, name: string): Promise<Row> {
  const started = Date.now();
  for (;;) {
    const child = (await visibleRows(page)).find(
      (row) => row.index > parent.index && row.level === parent.level + 1 && row.name === name,
    );
    if (child) return child;
    if (Date.now() - started > 60_000) throw new Error(`The explorer does not show ${name}.`);
    await page.waitForTimeout(100);
  }
}

/** A row's label is its name, then what decorates it, after a comma. */
async function visibleRows(page: Page): Promise<Row[]> {
  const found = await page.locator(rows).evaluateAll((elements) =>
    elements.map((element) => ({
      index: Number(element.getAttribute("data-index")),
      level: Number(element.getAttribute("aria-level")),
      name: element.querySelector(".label-name")?.textContent ?? "",
    })),
  );
  return found.sort((a, b) => a.index - b.index);
}
