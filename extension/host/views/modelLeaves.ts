import * as path from "node:path";
import * as vscode from "vscode";
import type { RunSummary } from "../../shared/protocol";
import { gainOf, gainText } from "../../shared/train/gain";
import { type ModelRow, modelRows } from "../models/models";
import type { RunLists } from "../models/runLists";
import { stateIcon, stateText } from "../models/runText";
import type { DatasetFolder } from "../datasets/datasetFolder";
import type { Leaves } from "./datasetTree";

/** The view "Models": what was trained on a dataset and what is training, the newest first. */
export function modelLeaves(runs: RunLists): Leaves<ModelRow> {
  const rowsOf = async ({ folder, modelsFolder }: DatasetFolder) =>
    // Without a server, which the status bar shows, at least what is on the disk.
    modelRows(modelsFolder, await runs.of(folder).catch(() => []));
  return {
    of: rowsOf,
    id: ({ folder }) => folder,
    item: async (row, { folder }) => modelItem(row, await runs.of(folder).catch(() => [])),
    summary: async (dataset) => countText((await rowsOf(dataset)).length),
  };
}

function countText(models: number): string {
  return models === 0 ? "no models" : models === 1 ? "1 model" : `${models} models`;
}

function modelItem({ name, folder, run, model }: ModelRow, runs: readonly RunSummary[]): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  const date = run ? new Date(run.started) : model?.date;
  const meanIou = run ? run.bestMeanIou : (model?.meanIou ?? null);
  const score = meanIou === null ? "not measured" : `mean IoU ${meanIou.toFixed(3)}`;
  const state = run ? stateText(run) : "";
  const day = date?.toLocaleDateString(vscode.env.language, { dateStyle: "medium" });
  const gain = run && gainOf(run, runs);
  item.description = [state, score, gain && gainText(gain), run?.encoder, day].filter(Boolean).join(", ");
  item.tooltip = [
    folder,
    `${score} on the validation images`,
    gain && `${gainText(gain)}, on the same validation images`,
    state,
    run?.message,
    date?.toLocaleString(vscode.env.language),
  ]
    .filter(Boolean)
    .join("\n");
  item.accessibilityInformation = { label: `${name}, ${item.description}` };
  item.iconPath = new vscode.ThemeIcon(run ? stateIcon(run.state) : "chip");
  item.contextValue = run ? `model.${run.state}` : "model";
  if (run)
    item.command = { command: "seg.train.open", title: "Show Training", arguments: [path.join(folder, "../.."), name] };
  return item;
}
