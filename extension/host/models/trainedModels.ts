import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { type Model, readModels } from "./models";
import type { Services } from "../services";
import { datasetName } from "../workbench/chooseDataset";

/** A model that can predict, and the folder of the dataset that it was trained on. */
export interface TrainedModel extends Model {
  readonly dataset: string;
}

const train = "Train Model…";

/** The models that there are to predict with, and the one that is used when nobody is asked. */
export class TrainedModels {
  constructor(
    private readonly seg: Services,
    private readonly state: vscode.Memento,
  ) {}

  /** Those of a dataset, or of all, the newest first; what was used last comes before. */
  async all(folder: string | null): Promise<readonly TrainedModel[]> {
    const found = await this.seg.datasets.all();
    const datasets = found
      .flatMap(({ dataset }) => dataset ?? [])
      .filter((each) => folder === null || each.folder === folder);
    const models = (await Promise.all(datasets.map(usableModels))).flat();
    const last = this.state.get<string>(keyOf(folder));
    return models.sort((a, b) => Number(b.folder === last) - Number(a.folder === last));
  }

  /** The one that was used last, or the newest. Undefined where there is none, which the user is told. */
  async usual(folder: string): Promise<TrainedModel | undefined> {
    const [first] = await this.all(folder);
    if (first === undefined) await this.tellNone(folder);
    return first;
  }

  /** The only one, or the one that the user picks under this title. Undefined where there is none, which the user is told. */
  async choose(folder: string | null, title: string): Promise<TrainedModel | undefined> {
    const models = await this.all(folder);
    if (models.length === 0) await this.tellNone(folder);
    if (models.length < 2) return models[0];
    const items = models.map((model) => ({
      label: model.name,
      description: model.meanIou === null ? "not measured" : `mean IoU ${model.meanIou.toFixed(3)}`,
      detail: [folder === null ? datasetName(model.dataset) : "", model.date.toLocaleString(vscode.env.language)]
        .filter(Boolean)
        .join(", "),
      model,
    }));
    const picked = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
    if (picked) await this.state.update(keyOf(folder), picked.model.folder);
    return picked?.model;
  }

  private async tellNone(folder: string | null): Promise<void> {
    const where = folder === null ? "in the open folders" : `on ${datasetName(folder)}`;
    const message = `No model has been trained ${where} yet, so there is nothing to predict with.`;
    if ((await vscode.window.showInformationMessage(message, train)) === train)
      await vscode.commands.executeCommand("seg.train.open", ...(folder === null ? [] : [folder]));
  }
}

/** A model whose first epoch is not finished has learned nothing. */
export async function usableModels({ folder, modelsFolder }: DatasetFolder): Promise<TrainedModel[]> {
  const models = await readModels(modelsFolder);
  const hasWeights = (model: Model) =>
    ["best.safetensors", "last.safetensors"].some((name) => existsSync(path.join(model.folder, name)));
  return models.filter(hasWeights).map((model) => ({ ...model, dataset: folder }));
}

function keyOf(folder: string | null): string {
  return `seg.model:${folder ?? ""}`;
}
