import * as vscode from "vscode";
import { sentenceOf } from "../../shared/errorText";
import type { PictureSource } from "../../shared/picture/picture";
import { type PredictedItem, methods } from "../../shared/protocol";
import type { ToResultsView } from "../../shared/results/messages";
import type { PictureSources } from "../panels/pictureSource";
import type { Services } from "../services";

/** Whose predictions are shown. */
export interface ResultsOf {
  /** The full path of the model's folder. */
  readonly model: string;
  /** The full path of the dataset, or of the folder of images. */
  readonly folder: string;
}

/** The image that a page shows: fetches what the page needs of it, until another one is shown. */
export class ShownImage {
  private readonly stop = new vscode.CancellationTokenSource();

  constructor(
    readonly item: PredictedItem,
    private readonly of: ResultsOf,
    private readonly seg: Services,
    private readonly pictures: PictureSources,
    private readonly webview: vscode.Webview,
    private readonly post: (message: ToResultsView) => void,
  ) {}

  async send(): Promise<void> {
    await Promise.all([this.sendPixels(), this.sendObjects()]);
  }

  /** @param shown the class whose probability is wanted; null: how unsure the model is */
  async sendMap(shown: number | null): Promise<void> {
    const { name, file, page } = this.item;
    const asked = { model: this.of.model, file, page, shown, folder: this.pictures.folder.fsPath };
    await this.answer(
      async () => {
        const { file: map, ...form } = await this.seg.server.request(methods.predictMap, asked, this.stop.token);
        return { type: "map", name, shown, source: { kind: "raw", uri: this.address(map), ...form, page } };
      },
      (message) => ({ type: "mapFailed", name, shown, message }),
    );
  }

  /** Nothing of it is wanted any more. */
  dispose(): void {
    this.stop.cancel();
    this.stop.dispose();
  }

  private async sendPixels(): Promise<void> {
    const { name, file, page, mask, label } = this.item;
    await this.answer(
      async () => ({
        type: "image",
        name,
        picture: await this.pictures.of(vscode.Uri.file(file), page, this.webview, this.stop.token),
        prediction: this.mask(mask),
        label: label === null ? null : this.mask(label),
      }),
      (message) => ({ type: "imageFailed", name, message }),
    );
  }

  private async sendObjects(): Promise<void> {
    const { name, file, page } = this.item;
    await this.answer(
      async () => {
        const asked = { ...this.of, file, page };
        const { objects } = await this.seg.server.request(methods.predictObjects, asked, this.stop.token);
        return { type: "objects", name, objects };
      },
      (message) => ({ type: "objectsFailed", name, message }),
    );
  }

  /** Posts what was asked for, or why there is none; nothing where another image is shown meanwhile. */
  private async answer(ask: () => Promise<ToResultsView>, refused: (message: string) => ToResultsView): Promise<void> {
    const { token } = this.stop;
    try {
      const message = await ask();
      if (!token.isCancellationRequested) this.post(message);
    } catch (error) {
      if (token.isCancellationRequested) return;
      this.seg.log.warn(`${this.item.file}: ${sentenceOf(error)}`);
      this.post(refused(sentenceOf(error)));
    }
  }

  private mask(file: string): PictureSource {
    return { kind: "mask", uri: this.address(file) };
  }

  private address(file: string): string {
    return this.webview.asWebviewUri(vscode.Uri.file(file)).toString();
  }
}
