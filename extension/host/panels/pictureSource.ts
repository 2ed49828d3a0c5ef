import * as vscode from "vscode";
import type { PictureSource } from "../../shared/picture/picture";
import type { Services } from "../services";

/** Where the webview gets an image's pixels: from the file itself, or for a TIFF from the server. */
export class PictureSources {
  /** Where the server puts what it draws. */
  readonly folder: vscode.Uri;

  constructor(
    private readonly seg: Services,
    context: vscode.ExtensionContext,
  ) {
    this.folder = picturesFolder(context);
  }

  /** @param page of a stack, from 1 */
  async of(
    image: vscode.Uri,
    page: number,
    webview: vscode.Webview,
    token: vscode.CancellationToken,
  ): Promise<PictureSource> {
    // A page reads all other files itself, so that it can show them while the server is down.
    if (!hasPages(image.fsPath)) return { kind: "encoded", uri: webview.asWebviewUri(image).toString() };
    const { file, ...form } = await this.seg.server.request(
      "image/render",
      { file: image.fsPath, page, folder: this.folder.fsPath },
      token,
    );
    return { kind: "raw", uri: webview.asWebviewUri(vscode.Uri.file(file)).toString(), ...form, page };
  }
}

/** Whether a file may be a stack, by its name. */
export function hasPages(file: string): boolean {
  return /\.tiff?$/i.test(file);
}

/** Where the server puts what it draws for our pages; it keeps the folder from growing without end. */
export function picturesFolder({ globalStorageUri }: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(globalStorageUri, "pictures");
}
