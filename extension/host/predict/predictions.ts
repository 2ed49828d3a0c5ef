import * as path from "node:path";
import * as vscode from "vscode";
import { type PredictionReport, methods } from "../../shared/protocol";
import type { Services } from "../services";
import type { TrainedModel } from "./trainedModels";
import { withProgress } from "./withProgress";

/** What is to be predicted. */
export interface Wanted {
  /** The dataset alone, or images and folders of images; full paths. */
  readonly inputs: readonly string[];
  /** Whether a dataset's labelled images are meant too. */
  readonly includesLabelled: boolean;
}

/** Has a model predict images. Undefined where the user ended it; what was finished until then stays. */
export async function predictImages(
  seg: Services,
  model: TrainedModel,
  { inputs, includesLabelled }: Wanted,
): Promise<PredictionReport | undefined> {
  const report = await withProgress(`${model.name} predicts`, (told, token) =>
    seg.server.requestTold(methods.predictImages, { model: model.folder, inputs, includesLabelled }, told, token),
  );
  if (report !== undefined && report.failures.length > 0) void tellFailures(seg, report);
  return report;
}

async function tellFailures({ log }: Services, { failures }: PredictionReport): Promise<void> {
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
