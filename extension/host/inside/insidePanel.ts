import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { sentenceOf } from "../../shared/errorText";
import type { FromInsideView, KeptInside, ToInsideView } from "../../shared/inside/messages";
import type { PictureSource } from "../../shared/picture/picture";
import { DatasetFolder } from "../datasets/datasetFolder";
import { PictureSources, picturesFolder } from "../panels/pictureSource";
import { pageFile, panelPage } from "../panels/panelPage";
import { usableModels } from "../models/trainedModels";
import type { Services } from "../services";
import { datasetName } from "../workbench/chooseDataset";
import { exportReport, savePicture } from "./exports";
import { InsideRequests } from "./insideRequests";

/** A look into one model, in a tab. The page may vanish and come back; it asks for all it needs. */
export class InsidePanel {
  private readonly listeners: vscode.Disposable[];
  private readonly pictures: PictureSources;
  private readonly requests: InsideRequests;
  private isReady = false;
  private isClosed = false;
  /** The images by their stems. */
  private images: ReadonlyMap<string, string> = new Map();
  /** The stem of an image that the page is to show, once it is ready. */
  private wanted: string | null;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private kept: KeptInside,
    private readonly seg: Services,
    private readonly context: vscode.ExtensionContext,
  ) {
    this.wanted = kept.image;
    this.pictures = new PictureSources(seg, picturesFolder(context));
    this.requests = new InsideRequests(seg, (message) => this.post(message));
    const icon = (theme: string) => vscode.Uri.joinPath(context.extensionUri, "media", `inside-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    panel.title = `Inside ${kept.model} – ${datasetName(kept.dataset)}`;
    this.listeners = [
      panel.webview.onDidReceiveMessage((message: FromInsideView) => {
        this.receive(message).catch((error: unknown) => this.tell(error));
      }),
      seg.datasets.onDidChange((change) => {
        if (change.part === "datasets" || change.folder !== kept.dataset) return;
        if (change.part === "images" || change.part === "models") void this.sendSubject();
        if (change.part === "masks") this.post({ type: "labels" });
      }),
      panel.onDidDispose(() => this.dispose()),
    ];
    void this.begin();
  }

  /** Brings the tab to the front, with an image where one is given. */
  reveal(image: string | null): void {
    this.panel.reveal();
    if (image === null) return;
    this.wanted = image;
    void this.sendSubject();
  }

  private async begin(): Promise<void> {
    const { webview } = this.panel;
    const { extensionUri } = this.context;
    const dataset = await DatasetFolder.read(this.kept.dataset).catch(() => null);
    if (this.isClosed) return;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, "dist", "webview"),
        this.pictures.folder,
        vscode.Uri.file(dataset?.imagesFolder ?? this.kept.dataset),
        vscode.Uri.file(dataset?.masksFolder ?? this.kept.dataset),
      ],
    };
    webview.html = panelPage(webview, extensionUri, {
      name: "inside",
      title: this.panel.title,
      data: { worker: pageFile(webview, extensionUri, "insideWorker.js") },
    });
  }

  private async receive(message: FromInsideView): Promise<void> {
    const { dataset, model } = this.kept;
    switch (message.type) {
      case "ready":
        this.isReady = true;
        this.wanted ??= this.kept.image;
        return this.sendSubject();
      case "shown":
        this.kept = { ...this.kept, image: message.image };
        return this.post({ type: "keep", panel: this.kept });
      case "ask":
        return this.requests.ask(message, dataset, this.pictures.folder.fsPath);
      case "picture":
        return this.requests.answer(message.id, (token) => this.pictureOf(message.image, token));
      case "label":
        return this.requests.answer(message.id, () => this.labelOf(message.image));
      case "review":
        return this.requests.review(message.id, dataset, model);
      case "openLabel":
        await vscode.commands.executeCommand(
          "seg.label.open",
          vscode.Uri.file(this.fileOf(message.image)),
          message.rect,
        );
        return;
      case "exportReport":
        return exportReport(this.seg, { dataset, name: model });
      case "cancel":
        return this.requests.cancel(message.id);
      case "save": {
        const to = await savePicture(dataset, message.name, message.png);
        if (to !== undefined) this.post({ type: "told", message: `The picture is in ${to}.` });
        return;
      }
      case "fault":
        return this.seg.log.error(`The look inside ${model} in ${dataset}: ${message.message}`);
    }
  }

  private async sendSubject(): Promise<void> {
    if (!this.isReady) return;
    const { dataset, model } = this.kept;
    try {
      const folder = await DatasetFolder.read(dataset);
      const [files, models] = await Promise.all([folder.imageFiles(), usableModels(folder)]);
      this.images = new Map(files.map((file) => [path.parse(file).name, file]));
      const pictures = this.panel.webview.asWebviewUri(this.pictures.folder).toString();
      const names = models.map(({ name }) => name);
      const learned = models.find(({ name }) => name === model)?.date.toISOString() ?? "";
      this.post({
        type: "subject",
        model,
        learned,
        models: names,
        images: [...this.images.keys()],
        image: this.wanted,
        pictures,
      });
      this.wanted = null;
    } catch (error) {
      this.seg.log.warn(sentenceOf(error));
      this.post({ type: "failed", message: sentenceOf(error) });
    }
  }

  private async pictureOf(image: string, token: vscode.CancellationToken): Promise<unknown> {
    const file = this.fileOf(image);
    const { page } = await DatasetFolder.read(this.kept.dataset);
    return this.pictures.of(vscode.Uri.file(file), /\.tiff?$/i.test(file) ? page : 1, this.panel.webview, token);
  }

  private async labelOf(image: string): Promise<PictureSource | null> {
    const mask = (await DatasetFolder.read(this.kept.dataset)).maskPath(this.fileOf(image));
    if (!existsSync(mask)) return null;
    return { kind: "mask", uri: this.panel.webview.asWebviewUri(vscode.Uri.file(mask)).toString() };
  }

  private fileOf(image: string): string {
    const file = this.images.get(image);
    if (file === undefined) throw new Error(`There is no image "${image}" any more.`);
    return file;
  }

  private post(message: ToInsideView): void {
    if (this.isReady && !this.isClosed) void this.panel.webview.postMessage(message);
  }

  /** Tells it in the page, where it was asked for. */
  private tell(error: unknown): void {
    const message = sentenceOf(error);
    this.seg.log.warn(message);
    this.post({ type: "told", message });
  }

  private dispose(): void {
    this.isClosed = true;
    this.requests.dispose();
    for (const listener of this.listeners) listener.dispose();
  }
}
