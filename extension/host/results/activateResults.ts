import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { methods } from "../../shared/protocol";
import type { KeptResults } from "../../shared/results/messages";
import type { ModelRow } from "../models/models";
import { PanelKeeper } from "../panels/panelKeeper";
import type { Services } from "../services";
import type { Row } from "../views/datasetTree";
import { datasetName } from "../workbench/chooseDataset";
import { predictionsFolder } from "./predictionFiles";
import { ResultsPanel, type WantedResults } from "./resultsPanel";

/** The open panels of predictions, one for a model and a folder. */
export type ResultsPanels = PanelKeeper<WantedResults, ResultsPanel>;

/** What models predict: the panels that show it, and the command that opens one. */
export function activateResults(context: vscode.ExtensionContext, seg: Services): ResultsPanels {
  const panels: ResultsPanels = new PanelKeeper(context, {
    viewType: "seg.results",
    title: "Predictions",
    key: ({ model, folder }) => JSON.stringify([model, folder]),
    parse: ({ model, folder, image }) =>
      typeof model === "string" && typeof folder === "string" ? { model, folder, image: image ?? null } : null,
    make: (tab, wanted) => new ResultsPanel(tab, wanted, seg, context),
  });
  context.subscriptions.push(
    vscode.commands.registerCommand("seg.results.open", async (of?: Omit<WantedResults, "image"> | Row<ModelRow>) => {
      const chosen = of === undefined ? await choosePredictions(seg) : "kind" in of ? rowOf(of) : of;
      if (chosen !== undefined) panels.open({ ...chosen, image: null });
    }),
  );
  return panels;
}

/** Of a row of the view "Models". */
function rowOf(row: Row<ModelRow>): Omit<KeptResults, "image"> | undefined {
  return row.kind === "leaf" ? { model: row.leaf.folder, folder: row.dataset.folder } : undefined;
}

/** The only model that has predicted something in its dataset, or the one that the user picks. */
async function choosePredictions(seg: Services): Promise<Omit<KeptResults, "image"> | undefined> {
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

async function predictedIn({ server }: Services, folder: string): Promise<readonly Omit<KeptResults, "image">[]> {
  const { runs } = await server.request(methods.runsList, { folder });
  return runs
    .map(({ name }) => ({ model: path.join(folder, "models", name), folder }))
    .filter(({ model }) => existsSync(predictionsFolder(model, folder)));
}
