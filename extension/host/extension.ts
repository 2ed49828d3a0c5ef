import type * as vscode from "vscode";
import { createServices } from "./services";

export function activate(context: vscode.ExtensionContext): void {
  const seg = createServices(context);
  seg.log.info("Seg is active");
  // Here: activateLabelEditor(context, seg) from ./label/labelEditor
}
