import * as vscode from "vscode";
import type { Services } from "../services";
import { choosePredictions } from "./choosePredictions";
import { ResultsPanels } from "./resultsPanels";
import type { ResultsOf } from "./shownImage";

/** What models predict: the panels that show it, and the command that opens one. */
export function activateResults(context: vscode.ExtensionContext, seg: Services): ResultsPanels {
  const panels = new ResultsPanels(seg, context);
  context.subscriptions.push(
    vscode.commands.registerCommand("seg.results.open", async (given?: ResultsOf & { readonly file?: string }) => {
      const chosen = given ?? (await choosePredictions(seg));
      if (chosen !== undefined) panels.open(chosen.model, chosen.folder, given?.file);
    }),
  );
  return panels;
}
