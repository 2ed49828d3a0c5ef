import * as path from "node:path";
import * as vscode from "vscode";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { isImageName } from "../datasets/imageList";
import { segJsonName } from "../../shared/protocol";
import { activeImage } from "../workbench/tabs";
import type { ResultsPanels } from "../results/activateResults";
import type { Services } from "../services";
import type { ModelRow } from "../models/models";
import { chooseDataset } from "../workbench/chooseDataset";
import type { Row } from "../views/datasetTree";
import type { Rankings } from "../models/rankings";
import type { TrainedModel, TrainedModels } from "../models/trainedModels";
import { type PredictionReport, methods } from "../../shared/protocol";
import { ModelFits, type Wanted } from "./modelFit";
import { withProgress } from "../workbench/withProgress";

/** The commands that have models predict, and that rank unlabelled images. */
export function activatePrediction(
  { subscriptions, workspaceState }: vscode.ExtensionContext,
  seg: Services,
  models: TrainedModels,
  rankings: Rankings,
  results: ResultsPanels,
): void {
  const command = vscode.commands.registerCommand;
  const fits = new ModelFits(seg, workspaceState);
  const predict = async (model: TrainedModel, wanted: Wanted) => {
    if (!(await fits.isWanted(model, wanted))) return;
    const report = await predictImages(seg, model, wanted);
    if (report === undefined || report.images.length === 0) return;
    const shown = { model: model.folder, folder: folderOf(report), image: null, file: report.images[0]?.image };
    void results.get(shown)?.refresh();
    results.open(shown);
  };
  const predictUnlabelled = (model: TrainedModel) =>
    predict(model, { inputs: [model.dataset], includesLabelled: false });
  const rank = async (row?: { readonly folder: string }) => {
    const folder = row?.folder ?? (await chooseDataset(seg.datasets, "Rank the Unlabelled Images of a Dataset"));
    const model = folder && (await models.choose(folder, "Rank the Unlabelled Images with a Model"));
    return folder && model ? rankings.rank(folder, model) : false;
  };
  subscriptions.push(
    command("seg.predict.images", async (clicked?: vscode.Uri, selected?: readonly vscode.Uri[]) => {
      const files = selected?.length ? selected : [clicked ?? activeImage()].filter((file) => file !== undefined);
      const [first] = files;
      if (first === undefined) return predictAny();
      const dataset = await datasetOf(seg, first);
      const model = await models.choose(dataset?.folder ?? null, "Predict with a Model");
      if (model) await predict(model, wantedOf(files, dataset));
    }),
    command("seg.predict.unlabelled", async (of?: { readonly folder: string; readonly model?: string }) =>
      predictAny(of?.folder, of?.model),
    ),
    command(
      "seg.models.predict",
      ofModel((model) => predictUnlabelled(model)),
    ),
    command("seg.rank.images", (row?: { readonly folder: string }) => rank(row)),
    command("seg.rank.labelTop", async () => {
      const folder = await chooseDataset(seg.datasets, "Label the Top-Ranked Image of a Dataset");
      const dataset = (await seg.datasets.all()).find((found) => found.folder === folder)?.dataset;
      if (!dataset) return;
      const top =
        (await rankings.top(dataset, null)) ?? ((await rank(dataset)) ? await rankings.top(dataset, null) : null);
      if (top) await vscode.commands.executeCommand("seg.label.open", vscode.Uri.file(top.file));
    }),
  );

  async function predictAny(dataset?: string, name?: string): Promise<void> {
    const folder = dataset ?? (await chooseDataset(seg.datasets, "Predict the Unlabelled Images of a Dataset"));
    if (folder === undefined) return;
    const named = (await models.all(folder)).find((model) => model.name === name);
    const model = named ?? (await models.choose(folder, "Predict with a Model"));
    if (model) await predictUnlabelled(model);
  }
}

/** The dataset that a file or a folder belongs to. */
async function datasetOf(seg: Services, { fsPath }: vscode.Uri): Promise<DatasetFolder | null> {
  const found = (await seg.datasets.all()).flatMap(({ dataset }) => dataset ?? []);
  const isIn = (dataset: DatasetFolder) =>
    [dataset.folder, dataset.imagesFolder, path.join(dataset.folder, segJsonName)].includes(fsPath) ||
    dataset.contains(fsPath);
  return found.find(isIn) ?? null;
}

/** A dataset's folder stands for all its images. */
function wantedOf(files: readonly vscode.Uri[], dataset: DatasetFolder | null): Wanted {
  const inputs = files.map(({ fsPath }) => fsPath);
  const isWhole = dataset !== null && !inputs.every(isImageName);
  return { inputs: isWhole ? [dataset.folder] : inputs, includesLabelled: true };
}

/** A command of the rows that are models. */
function ofModel(act: (model: TrainedModel) => Promise<void>) {
  return async (row: Row<ModelRow>): Promise<void> => {
    if (row.kind === "leaf" && row.leaf.model !== null) await act({ ...row.leaf.model, dataset: row.dataset.folder });
  };
}

/** Has a model predict images. Undefined where the user ended it; what was finished until then stays. */
export async function predictImages(
  seg: Services,
  model: TrainedModel,
  { inputs, includesLabelled }: Wanted,
): Promise<PredictionReport | undefined> {
  const report = await withProgress(`Predicting with ${model.name}`, (progress, token) =>
    seg.server.requestWithProgress(
      methods.predictImages,
      { model: model.folder, inputs, includesLabelled },
      progress,
      token,
    ),
  );
  if (report !== undefined && report.failures.length > 0) void reportFailures(seg, report);
  return report;
}

async function reportFailures({ log }: Services, { failures }: PredictionReport): Promise<void> {
  for (const { message } of failures) log.warn(message);
  const [first] = failures;
  const all = "Show All";
  const more = failures.length > 1 ? ` ${failures.length - 1} more could not be predicted either.` : "";
  const chosen = await vscode.window.showWarningMessage(`${first?.message}${more}`, ...(more ? [all] : []));
  if (chosen === all) log.show();
}

/** The folder that has the predictions of these inputs: a dataset, or a folder of images; null: several. */
export function folderOf(report: PredictionReport): string {
  return path.dirname(path.dirname(report.folder));
}
