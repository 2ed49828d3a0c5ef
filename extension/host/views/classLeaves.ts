import * as vscode from "vscode";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { classIcon } from "./classIcon";
import type { Leaves } from "./datasetTree";

/** The view "Classes": each by its value in the masks. */
export const classLeaves: Leaves<number> = {
  of: (dataset) => Promise.resolve(dataset.classes.map((_, value) => value)),
  id: (value, { folder }) => `${folder}:${value}`,
  item: (value, dataset) => Promise.resolve(classItem(value, dataset)),
  summary: ({ classes }) => Promise.resolve(`${classes.length} classes`),
};

function classItem(value: number, { classes }: DatasetFolder): vscode.TreeItem {
  const { name, color } = classes[value] ?? { name: "", color: "#000000" };
  const item = new vscode.TreeItem(name);
  item.description = String(value);
  item.iconPath = vscode.Uri.parse(classIcon(color));
  item.tooltip = `${name}, ${value} in the masks, shown in ${color}`;
  item.contextValue = "class";
  return item;
}
