import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The page of the label editor: nothing runs or loads but what is in the extension, and the pictures it names. */
export function labelPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const file = (...names: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", "webview", ...names)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "worker-src blob:",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} blob:`,
    `connect-src ${webview.cspSource} blob:`,
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <title>Label image</title>
    <link rel="stylesheet" href="${file("codicons", "codicon.css")}" />
    <link rel="stylesheet" href="${file("label.css")}" />
  </head>
  <body data-worker="${file("labelWorker.js")}">
    <main id="app"></main>
    <script nonce="${nonce}" src="${file("label.js")}"></script>
  </body>
</html>`;
}
