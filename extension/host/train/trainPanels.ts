import * as vscode from "vscode";
import type { KeptPanel } from "../../shared/train/messages";
import type { Services } from "../services";
import type { RunLists } from "../models/runLists";
import { TrainPanel } from "./trainPanel";

const viewType = "seg.train";

/** The open training panels, one for a dataset at most; VS Code brings them back with the window. */
export class TrainPanels implements vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, TrainPanel>();

  constructor(
    private readonly seg: Services,
    private readonly runs: RunLists,
    private readonly context: vscode.ExtensionContext,
  ) {
    context.subscriptions.push(vscode.window.registerWebviewPanelSerializer(viewType, this));
  }

  /** Shows a run of a dataset; without one what is training there, or else the form. */
  async open(folder: string, run: string | null): Promise<void> {
    const shown = run ?? (await this.trainingIn(folder));
    const open = this.panels.get(folder);
    if (open !== undefined) return open.reveal(shown);
    this.add(vscode.window.createWebviewPanel(viewType, "Train", vscode.ViewColumn.Active), folder, shown);
  }

  /** A run has another name now; null: it is gone. */
  async renamed(folder: string, run: string, to: string | null): Promise<void> {
    await this.panels.get(folder)?.renamed(run, to);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = keptPanel(state);
    if (kept === null || this.panels.has(kept.folder)) panel.dispose();
    // A window that closes just after a training began may have kept the form.
    else this.add(panel, kept.folder, kept.run ?? (await this.trainingIn(kept.folder)));
  }

  private add(panel: vscode.WebviewPanel, folder: string, run: string | null): void {
    this.panels.set(folder, new TrainPanel(panel, folder, run, this.seg, this.runs, this.context));
    panel.onDidDispose(() => this.panels.delete(folder));
  }

  /** Where the server cannot say it, the form tells why. */
  private async trainingIn(folder: string): Promise<string | null> {
    const runs = await this.runs.of(folder).catch(() => []);
    return runs.find(({ state }) => state === "running")?.name ?? null;
  }
}

/** What the page gave VS Code to keep; null: an earlier version's, or nothing. */
function keptPanel(state: unknown): KeptPanel | null {
  const { panel } = (state ?? {}) as { readonly panel?: Partial<KeptPanel> };
  return typeof panel?.folder === "string" ? { folder: panel.folder, run: panel.run ?? null } : null;
}
