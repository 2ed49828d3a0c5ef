import * as vscode from "vscode";
import type { RunLists } from "./runLists";

/** VS Code's own sign of progress above the view "Models", as long as anything trains. */
export class TrainingProgress implements vscode.Disposable {
  private readonly listener: vscode.Disposable;
  private end: (() => void) | null = null;

  constructor(runs: RunLists) {
    this.listener = runs.onDidChange(() => this.show(runs.running.length > 0));
  }

  dispose(): void {
    this.listener.dispose();
    this.show(false);
  }

  private show(isTraining: boolean): void {
    if (!isTraining) {
      this.end?.();
      this.end = null;
    } else if (this.end === null)
      void vscode.window.withProgress(
        { location: { viewId: "seg.models" }, title: "Training" },
        () => new Promise<void>((resolve) => (this.end = resolve)),
      );
  }
}
