import * as path from "node:path";
import { type Model, readModels } from "../datasets/models";
import type { RunSummary } from "../../shared/protocol";

/** A folder in `models`: what the server knows of its training, or a model that was put there without one. */
export interface ModelRow {
  readonly name: string;
  /** The full path of the folder. */
  readonly folder: string;
  readonly run: RunSummary | null;
  /** What it can; null: it has learned nothing yet. */
  readonly model: Model | null;
}

/** Runs in their order, then models that no run is known of. */
export async function modelRows(modelsFolder: string, runs: readonly RunSummary[]): Promise<readonly ModelRow[]> {
  const models = await readModels(modelsFolder);
  const trained = runs.map((run) => {
    const { name } = run;
    return {
      name,
      folder: path.join(modelsFolder, name),
      run,
      model: models.find((model) => model.name === name) ?? null,
    };
  });
  const others = models.filter(({ name }) => !runs.some((run) => run.name === name));
  return [...trained, ...others.map((model) => ({ name: model.name, folder: model.folder, run: null, model }))];
}
