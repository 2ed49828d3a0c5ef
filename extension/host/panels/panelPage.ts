import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** Of a page's files in dist/webview. */
export type PageName = "label" | "train" | "results" | "inside";

/** Which of our pages a webview shows. */
interface PanelPage {
  readonly name: PageName;
  readonly title: string;
  /** What the page needs to know before it has heard anything, as `data-` attributes of its body. */
  readonly data?: Readonly<Record<string, string>>;
}

/** The address of a file in dist/webview, as a page may name it. */
export function pageFile(webview: vscode.Webview, extension: vscode.Uri, ...names: string[]): string {
  return webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", "webview", ...names)).toString();
}

/** A page in which nothing runs or loads but what is in the extension, and the pictures it names. */
export function panelPage(webview: vscode.Webview, extension: vscode.Uri, { name, title, data }: PanelPage): string {
  const nonce = randomBytes(16).toString("base64");
  const file = (...names: string[]) => pageFile(webview, extension, ...names);
  const attributes = Object.entries(data ?? {}).map(([key, value]) => ` data-${key}="${escaped(value)}"`);
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
    <title>${escaped(title)}</title>
    <link rel="stylesheet" href="${file("codicons", "codicon.css")}" />
    <link rel="stylesheet" href="${file(`${name}.css`)}" />
  </head>
  <body${attributes.join("")}>
    <main id="app"></main>
    <script nonce="${nonce}" src="${file(`${name}.js`)}"></script>
  </body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
