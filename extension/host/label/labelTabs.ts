import * as vscode from "vscode";

/** Tells which images got or lost the dot of unsaved changes; VS Code knows it of tabs. */
export class UnsavedTabs implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly listener = vscode.window.tabGroups.onDidChangeTabs(({ changed, closed }) => {
    for (const { input } of [...changed, ...closed])
      if (input instanceof vscode.TabInputCustom) this.changed.fire(input.uri);
  });

  readonly onDidChange = this.changed.event;

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

/** The label editor's tab of an image, in whatever group. */
export function tabOf(image: vscode.Uri): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === image.toString());
}

/** Whether an image's tab shows the dot of unsaved changes. */
export function isUnsaved(image: vscode.Uri): boolean {
  return tabOf(image)?.isDirty ?? false;
}
