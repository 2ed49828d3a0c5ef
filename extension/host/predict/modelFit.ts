import * as vscode from "vscode";
import { methods } from "../../shared/protocol";
import type { TrainedModel } from "../models/trainedModels";
import type { Services } from "../services";

/** What is to be predicted. */
export interface Wanted {
  /** The dataset alone, or images and folders of images; full paths. */
  readonly inputs: readonly string[];
  /** Whether a dataset's labelled images are meant too. */
  readonly includesLabelled: boolean;
}

const predict = "Predict Anyway";

/** Asks once whether a model is to predict images of another kind than those that it was trained on. */
export class ModelFits {
  constructor(
    private readonly seg: Services,
    private readonly state: vscode.Memento,
  ) {}

  /** Whether to go on. */
  async isWanted(model: TrainedModel, { inputs, includesLabelled }: Wanted): Promise<boolean> {
    const { differences } = await this.seg.server.request(methods.predictFit, {
      model: model.folder,
      inputs,
      includesLabelled,
    });
    if (differences.length === 0) return true;
    // Of other differences it is asked again.
    const key = `seg.modelFit:${JSON.stringify([model.folder, differences])}`;
    if (this.state.get(key) === true) return true;
    const detail = differences.join("\n");
    const message = `${model.name} was trained on other images`;
    if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, predict)) !== predict) return false;
    await this.state.update(key, true);
    return true;
  }
}
