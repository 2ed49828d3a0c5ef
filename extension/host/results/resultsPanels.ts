import * as vscode from "vscode";
import type { KeptResults } from "../../shared/results/messages";
import type { Services } from "../services";
import { ResultsPanel } from "./resultsPanel";

const viewType = "seg.results";

/** The open panels of predictions, one for a model and a folder at most; VS Code brings them back with the window. */
export class ResultsPanels implements vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, ResultsPanel>();

  constructor(
    private readonly seg: Services,
    private readonly context: vscode.ExtensionContext,
  ) {
    context.subscriptions.push(vscode.window.registerWebviewPanelSerializer(viewType, this));
  }

  /**
   * Shows what a model has predicted.
   * @param model the full path of the model's folder
   * @param folder the full path of a dataset, or of a folder of images
   * @param file the image to be shown first
   */
  open(model: string, folder: string, file?: string): void {
    const open = this.panels.get(keyOf(model, folder));
    if (open !== undefined) return open.reveal(file ?? null);
    const panel = vscode.window.createWebviewPanel(viewType, "Predictions", vscode.ViewColumn.Active);
    this.add(panel, { model, folder, image: null }, file ?? null);
  }

  /** Predictions were renewed. */
  refresh(model: string, folder: string): void {
    void this.panels.get(keyOf(model, folder))?.refresh();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = keptResults(state);
    if (kept === null || this.panels.has(keyOf(kept.model, kept.folder))) panel.dispose();
    else this.add(panel, kept, null);
    return Promise.resolve();
  }

  private add(panel: vscode.WebviewPanel, { model, folder, image }: KeptResults, file: string | null): void {
    const key = keyOf(model, folder);
    this.panels.set(key, new ResultsPanel(panel, { model, folder }, image, file, this.seg, this.context));
    panel.onDidDispose(() => this.panels.delete(key));
  }
}

function keyOf(model: string, folder: string): string {
  return JSON.stringify([model, folder]);
}

/** What the page gave VS Code to keep; null: an earlier version's, or nothing. */
function keptResults(state: unknown): KeptResults | null {
  const { panel } = (state ?? {}) as { readonly panel?: Partial<KeptResults> };
  if (typeof panel?.model !== "string" || typeof panel.folder !== "string") return null;
  return { model: panel.model, folder: panel.folder, image: panel.image ?? null };
}
