import * as vscode from "vscode";
import { type Preferences, firstPreferences } from "../../shared/label/messages";
import { notLabelled } from "../../shared/label/stroke";
import type { DatasetFolder } from "../datasets/datasetFolder";

const key = "seg.label.preferences";

/** What the hand has set in the last image, for the next one, in any window. */
export function readPreferences(state: vscode.Memento): Preferences {
  const settings = vscode.workspace.getConfiguration("seg.label");
  const { brushRadius, opacity, isOutlined } = firstPreferences;
  const first: Preferences = {
    ...firstPreferences,
    brushRadius: settings.get("brushSize", brushRadius * 2) / 2,
    opacity: settings.get("overlayOpacity", opacity * 100) / 100,
    isOutlined: settings.get("outline", isOutlined),
  };
  return { ...first, ...state.get<Partial<Preferences>>(key) };
}

export async function writePreferences(state: vscode.Memento, preferences: Preferences): Promise<void> {
  await state.update(key, preferences);
}

const classKey = "seg.label.classes";

/** The class that was chosen last in a dataset; at first the one after the background. */
export function readClass(state: vscode.Memento, dataset: DatasetFolder | null): number {
  const kept = dataset && state.get<Readonly<Record<string, string | number>>>(classKey)?.[dataset.folder];
  if (kept === notLabelled) return notLabelled;
  const value = dataset?.classes.findIndex(({ name }) => name === kept) ?? -1;
  return value < 0 ? firstPreferences.value : value;
}

/** By its name: what is its value today may be another class's tomorrow. */
export async function writeClass(
  state: vscode.Memento,
  { folder, classes }: DatasetFolder,
  value: number,
): Promise<void> {
  const all = state.get<Readonly<Record<string, string | number>>>(classKey);
  await state.update(classKey, { ...all, [folder]: classes[value]?.name ?? value });
}
