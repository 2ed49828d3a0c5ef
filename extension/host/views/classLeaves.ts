import * as vscode from "vscode";
import type { DatasetFolder } from "../datasets/datasetFolder";
import type { Leaves } from "./datasetTree";

/** A square of a class's colour as an address that an icon takes; its rim keeps it visible on any background. */
export function classIcon(color: string): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">' +
    `<rect x="2.5" y="2.5" width="11" height="11" rx="2" fill="${color}" stroke="#808080"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

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
