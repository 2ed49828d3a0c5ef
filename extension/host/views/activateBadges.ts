import * as vscode from "vscode";
import { isImageName } from "../datasets/imageList";
import type { Services } from "../services";

/** Marks images that are done in the explorer. VS Code asks for the files that are in sight; each answer is one look-up. */
export function activateBadges({ subscriptions }: vscode.ExtensionContext, { datasets }: Services): void {
  const changed = new vscode.EventEmitter<undefined>();
  // Not a dot: that is the mark of unsaved changes.
  const badge = new vscode.FileDecoration("✓", "Labelled", new vscode.ThemeColor("seg.labelledForeground"));
  subscriptions.push(
    changed,
    datasets.onDidChange(({ part }) => {
      if (part !== "models") changed.fire(undefined);
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      async provideFileDecoration({ scheme, fsPath }) {
        if (scheme !== "file" || !isImageName(fsPath)) return undefined;
        const found = await datasets.all();
        const dataset = found.find(({ dataset }) => dataset?.contains(fsPath))?.dataset;
        return dataset && (await datasets.images(dataset)).isDone(fsPath) ? badge : undefined;
      },
    }),
  );
}
