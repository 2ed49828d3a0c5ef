import * as vscode from "vscode";
import { type Model, readModels } from "../datasets/models";
import type { Leaves } from "./datasetTree";

/** The view "Models": what was trained on a dataset, the newest first. */
export const modelLeaves: Leaves<Model> = {
  of: ({ modelsFolder }) => readModels(modelsFolder),
  id: ({ folder }) => folder,
  item: (model) => Promise.resolve(modelItem(model)),
  summary: async ({ modelsFolder }) => countText((await readModels(modelsFolder)).length),
};

function countText(models: number): string {
  return models === 0 ? "no models" : models === 1 ? "1 model" : `${models} models`;
}

function modelItem({ name, date, meanIou, folder }: Model): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  const day = date.toLocaleDateString(vscode.env.language, { dateStyle: "medium" });
  const score = meanIou === null ? "not measured" : `mean IoU ${meanIou.toFixed(3)}`;
  item.description = `${score}, ${day}`;
  item.tooltip = `${folder}\n${score} on the validation images\n${date.toLocaleString(vscode.env.language)}`;
  item.accessibilityInformation = { label: `${name}, ${item.description}` };
  item.iconPath = new vscode.ThemeIcon("chip");
  item.contextValue = "model";
  return item;
}
