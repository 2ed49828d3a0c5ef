import * as vscode from "vscode";
import { type Preferences, firstPreferences } from "../../shared/label/messages";

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
