import * as vscode from "vscode";
import type { KeptInside } from "../../shared/inside/messages";
import type { Services } from "../services";
import { InsidePanel } from "./insidePanel";

const viewType = "seg.inside";

/** The open looks into models, one for each model at most; VS Code brings them back with the window. */
export class InsidePanels implements vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, InsidePanel>();

  constructor(
    private readonly seg: Services,
    private readonly context: vscode.ExtensionContext,
  ) {
    context.subscriptions.push(vscode.window.registerWebviewPanelSerializer(viewType, this));
  }

  open(wanted: KeptInside): void {
    const open = this.panels.get(keyOf(wanted));
    if (open !== undefined) return open.reveal(wanted.image);
    this.add(vscode.window.createWebviewPanel(viewType, "Look Inside", vscode.ViewColumn.Active), wanted);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = keptInside(state);
    if (kept === null || this.panels.has(keyOf(kept))) panel.dispose();
    else this.add(panel, kept);
    return Promise.resolve();
  }

  private add(panel: vscode.WebviewPanel, kept: KeptInside): void {
    const key = keyOf(kept);
    this.panels.set(key, new InsidePanel(panel, kept, this.seg, this.context));
    panel.onDidDispose(() => this.panels.delete(key));
  }
}

function keyOf({ dataset, model }: KeptInside): string {
  return JSON.stringify([dataset, model]);
}

/** What the page gave VS Code to keep; null: an earlier version's, or nothing. */
function keptInside(state: unknown): KeptInside | null {
  const { panel } = (state ?? {}) as { readonly panel?: Partial<KeptInside> };
  if (typeof panel?.dataset !== "string" || typeof panel.model !== "string") return null;
  return { dataset: panel.dataset, model: panel.model, image: panel.image ?? null };
}
