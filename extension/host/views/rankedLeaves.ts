import * as vscode from "vscode";
import type { RankedItem } from "../../shared/protocol";
import { reasonShort, reasonText } from "./rankingText";
import type { Rankings } from "../models/rankings";
import type { Leaves } from "./datasetTree";

/** The view "Ranked Images": unlabelled images, the one that would teach most first, and why. */
export function rankedLeaves(rankings: Rankings): Leaves<RankedItem> {
  return {
    of: async (dataset) => (await rankings.of(dataset)).images,
    id: ({ file }) => file,
    async item(leaf, dataset) {
      const { model, images } = await rankings.of(dataset);
      return rankedItem(leaf, model, images.findIndex(({ file }) => file === leaf.file) + 1);
    },
    async summary(dataset) {
      const { model, images } = await rankings.of(dataset);
      return images.length === 0 ? "not ranked" : `${images.length} ranked by ${model}`;
    },
  };
}

function rankedItem(leaf: RankedItem, model: string, place: number): vscode.TreeItem {
  const uri = vscode.Uri.file(leaf.file);
  const item = new vscode.TreeItem(`${place}. ${leaf.stem}`);
  item.description = reasonShort(leaf);
  item.tooltip = `${vscode.workspace.asRelativePath(uri)}: ${model} ${reasonText(leaf)}.`;
  item.iconPath = new vscode.ThemeIcon(place === 1 ? "target" : "circle-outline");
  item.contextValue = "ranked";
  item.accessibilityInformation = { label: `${place}. ${leaf.stem}, ${item.description}` };
  item.command = { command: "seg.label.open", title: "Label Image", arguments: [uri] };
  return item;
}
