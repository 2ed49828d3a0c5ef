import * as vscode from "vscode";

/** What is open and can be brought to the front. */
interface Revealed<Kept> {
  /** Brings the tab to the front, and in it what is wanted. */
  reveal(wanted: Kept): void;
}

/** The kind of panels that a keeper keeps. `Kept` is what VS Code keeps of one, so that it comes back with the window. */
export interface PanelKind<Kept, Panel extends Revealed<Kept>> {
  readonly viewType: string;
  /** Of the tab, until the panel gives it its own. */
  readonly title: string;
  /** Of things of which only one panel is open. */
  key(kept: Kept): string;
  /** What the page gave VS Code to keep; null: an earlier version's, or nothing. */
  parse(panel: Partial<Kept>): Kept | null | Promise<Kept | null>;
  make(tab: vscode.WebviewPanel, kept: Kept): Panel;
}

/** The open panels of one kind, one of each thing at most; VS Code brings them back with the window. */
export class PanelKeeper<Kept, Panel extends Revealed<Kept>> implements vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, Panel>();

  constructor(
    { subscriptions }: vscode.ExtensionContext,
    private readonly kind: PanelKind<Kept, Panel>,
  ) {
    subscriptions.push(vscode.window.registerWebviewPanelSerializer(kind.viewType, this));
  }

  /** The panel of a thing, if it is open. */
  get(wanted: Kept): Panel | undefined {
    return this.panels.get(this.kind.key(wanted));
  }

  open(wanted: Kept): void {
    const open = this.get(wanted);
    if (open !== undefined) return open.reveal(wanted);
    this.add(vscode.window.createWebviewPanel(this.kind.viewType, this.kind.title, vscode.ViewColumn.Active), wanted);
  }

  async deserializeWebviewPanel(tab: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { panel } = (state ?? {}) as { readonly panel?: Partial<Kept> };
    const kept = panel === undefined ? null : await this.kind.parse(panel);
    if (kept === null || this.get(kept) !== undefined) tab.dispose();
    else this.add(tab, kept);
  }

  private add(tab: vscode.WebviewPanel, kept: Kept): void {
    const key = this.kind.key(kept);
    this.panels.set(key, this.kind.make(tab, kept));
    tab.onDidDispose(() => this.panels.delete(key));
  }
}
