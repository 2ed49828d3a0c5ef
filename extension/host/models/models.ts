import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { RunSummary } from "../../shared/protocol";

/** A trained model of a dataset, as its files describe it. */
export interface Model {
  /** Of its folder in `models`. */
  readonly name: string;
  readonly folder: string;
  /** When its best weights were last described. */
  readonly date: Date;
  /** On the validation images, of its best epoch; null where it was not measured. */
  readonly meanIou: number | null;
}

/** The models in a folder, the newest first. A folder without `model.json` is none, or none yet. */
export async function readModels(modelsFolder: string): Promise<readonly Model[]> {
  const entries = await readdir(modelsFolder, { withFileTypes: true }).catch(() => []);
  const models = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map((entry) => readModel(path.join(modelsFolder, entry.name))),
  );
  return models.filter((model) => model !== null).sort((a, b) => b.date.getTime() - a.date.getTime());
}

async function readModel(folder: string): Promise<Model | null> {
  const file = path.join(folder, "model.json");
  try {
    const [{ mtime }, text] = await Promise.all([stat(file), readFile(file, "utf8")]);
    return { name: path.basename(folder), folder, date: mtime, meanIou: meanIou(text) };
  } catch {
    return null;
  }
}

/** A model that this version cannot read is still listed; only the server must understand it. */
function meanIou(text: string): number | null {
  try {
    const model = JSON.parse(text) as { readonly scores?: { readonly meanIou?: unknown } | null } | null;
    const value = model?.scores?.meanIou;
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  } catch {
    return null;
  }
}

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
