import * as vscode from "vscode";
import type { Preferences } from "../../shared/label/messages";

const key = "seg.label.preferences";

/** What the hand has set in the last image, for the next one, in any window. */
export function readPreferences(state: vscode.Memento): Preferences {
  const settings = vscode.workspace.getConfiguration("seg.label");
  const first: Preferences = {
    tool: "lasso",
    value: 1,
    brushRadius: settings.get("brushSize", 12) / 2,
    tolerance: 0.08,
    keepsLabels: false,
    opacity: settings.get("overlayOpacity", 50) / 100,
    isOverlayShown: true,
    isOutlined: settings.get("outline", false),
  };
  return { ...first, ...state.get<Partial<Preferences>>(key) };
}

export async function writePreferences(state: vscode.Memento, preferences: Preferences): Promise<void> {
  await state.update(key, preferences);
}
