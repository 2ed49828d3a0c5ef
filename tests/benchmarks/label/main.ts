import path from "node:path";
import { Vscode } from "../../extension/e2e/vscode";
import { drawDataset } from "./dataset";
import { measureOpening } from "./opening";
import { measureStrokes } from "./strokes";
import { printTable } from "./table";
import { measureUndo } from "./undo";

async function main(): Promise<void> {
  const vscode = await Vscode.start();
  try {
    const folder = path.join(vscode.folder, "../drawn");
    await drawDataset(folder);
    await vscode.openFolder(folder);
    const results = [];
    for (const measure of [measureStrokes, measureOpening, measureUndo]) {
      results.push(...(await measure(vscode, folder)));
      await vscode.palette("View: Close All Editors");
    }
    printTable(results);
  } finally {
    await vscode.close();
  }
}

void main();
