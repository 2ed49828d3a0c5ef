import * as fs from "node:fs/promises";
import * as vscode from "vscode";
import type { PictureSource } from "../../shared/label/messages";
import type { Services } from "../services";

/** Where the webview gets an image's pixels: from the file where browsers can show it as it is, else from the server. */
export class PictureSources {
  constructor(
    private readonly seg: Services,
    /** Where the server puts what it renders. */
    readonly folder: vscode.Uri,
  ) {}

  /** @param page of a stack, from 1 */
  async of(
    image: vscode.Uri,
    page: number,
    webview: vscode.Webview,
    token: vscode.CancellationToken,
  ): Promise<PictureSource> {
    const encoded: PictureSource = { kind: "encoded", uri: webview.asWebviewUri(image).toString() };
    const kind = await kindOf(image.fsPath);
    if (kind === "browser") return encoded;
    try {
      const rendered = await this.seg.server.request(
        "image/render",
        { file: image.fsPath, page, folder: this.folder.fsPath },
        token,
      );
      const { file, ...form } = rendered;
      return { kind: "raw", uri: webview.asWebviewUri(vscode.Uri.file(file)).toString(), ...form, page };
    } catch (error) {
      if (kind !== "deepPng" || token.isCancellationRequested) throw error;
      // Better the upper 8 bits than nothing while the server is down.
      this.seg.log.warn(`${image.fsPath} is shown with 8 bits: ${String(error)}`);
      return encoded;
    }
  }
}

/** A PNG of 16 bits loses half of them in a browser; a TIFF it cannot show at all. */
async function kindOf(file: string): Promise<"browser" | "deepPng" | "tiff"> {
  if (/\.tiff?$/i.test(file)) return "tiff";
  if (!/\.png$/i.test(file)) return "browser";
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(25), 0, 25, 0);
    return bytesRead === 25 && buffer[24] === 16 ? "deepPng" : "browser";
  } finally {
    await handle.close();
  }
}

/** Where the server puts what it draws for our pages; it keeps the folder from growing without end. */
export function picturesFolder({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, "pictures");
}
