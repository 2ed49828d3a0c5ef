import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { methods } from "../../shared/protocol";
import type { Services } from "../services";
import { datasetName } from "../views/datasetName";
import { predictionsFolder } from "./resultsFolders";
import type { ResultsOf } from "./shownImage";

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
