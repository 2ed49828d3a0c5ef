import * as vscode from "vscode";
import type { Services } from "../services";
import { ResultsPanels } from "./resultsPanels";
import type { ResultsOf } from "./shownImage";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { methods } from "../../shared/protocol";
import { datasetName } from "../workbench/chooseDataset";
import { predictionsFolder } from "./predictionFiles";

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

/** The only model that has predicted something in its dataset, or the one that the user picks. */
export async function choosePredictions(seg: Services): Promise<ResultsOf | undefined> {
  const datasets = (await seg.datasets.all()).filter(({ dataset }) => dataset !== null);
  const found = (await Promise.all(datasets.map(({ folder }) => predictedIn(seg, folder)))).flat();
  if (found.length === 0) {
    void vscode.window.showInformationMessage("No model has predicted images here yet.");
    return undefined;
  }
  if (found.length === 1) return found[0];
  const items = found.map(({ model, folder }) => ({
    label: path.basename(model),
    description: datasetName(folder),
    of: { model, folder },
  }));
  return (await vscode.window.showQuickPick(items, { title: "Show Predictions of a Model" }))?.of;
}

async function predictedIn({ server }: Services, folder: string): Promise<readonly ResultsOf[]> {
  const { runs } = await server.request(methods.runsList, { folder });
  return runs
    .map(({ name }) => ({ model: path.join(folder, "models", name), folder }))
    .filter(({ model }) => existsSync(predictionsFolder(model, folder)));
}
