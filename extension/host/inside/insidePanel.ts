import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Answers } from "../../shared/channel";
import { sentenceOf } from "../../shared/errorText";
import type {
  Asked,
  FromInsideView,
  InsideMethod,
  InsideQuestions,
  KeptInside,
  ToInsideView,
} from "../../shared/inside/messages";
import type { PictureSource } from "../../shared/picture/picture";
import { type Requests, methods } from "../../shared/protocol";
import { DatasetFolder } from "../datasets/datasetFolder";
import { usableModels } from "../models/trainedModels";
import { Panel } from "../panels/panel";
import { PictureSources } from "../panels/pictureSource";
import type { Services } from "../services";
import { datasetName } from "../workbench/chooseDataset";
import { exportReport, savePicture } from "./exports";

/** What a panel is opened with. */
export interface WantedInside extends KeptInside {
  /** The part of the page that is to be in front; without one the last. */
  readonly tab?: string;
}

/** A look into one model, in a tab. */
export class InsidePanel {
  private readonly panel: Panel<ToInsideView, FromInsideView, InsideQuestions>;
  private readonly pictures: PictureSources;
  /** The images by their stems. */
  private images: ReadonlyMap<string, string> = new Map();
  /** The stem of an image that the page is to show, once it is ready. */
  private wanted: string | null;
  /** The part of the page that is to be in front, once it is ready. */
  private wantedTab: string | null;
  private kept: KeptInside;

  constructor(
    tab: vscode.WebviewPanel,
    { tab: part, ...kept }: WantedInside,
    private readonly seg: Services,
    context: vscode.ExtensionContext,
  ) {
    const { dataset, model } = kept;
    this.kept = kept;
    this.wanted = kept.image;
    this.wantedTab = part ?? null;
    this.pictures = new PictureSources(seg, context);
    this.panel = new Panel<ToInsideView, FromInsideView, InsideQuestions>(tab, seg, context, {
      name: "inside",
      what: `The look inside ${model} in ${dataset}`,
      receive: (message) => this.receive(message),
      answers: {
        ...this.ofServer(),
        picture: ({ image }, stop) => this.pictureOf(image, stop),
        label: ({ image }) => this.labelOf(image),
        review: (_, stop, report) =>
          seg.server.requestWithProgress(methods.adviceReview, { dataset, model }, report, stop),
      },
    });
    const title = `Inside ${model} – ${datasetName(dataset)}`;
    this.panel.name(title);
    this.panel.own(
      seg.datasets.onDidChange((change) => {
        if (change.part === "datasets" || change.folder !== dataset) return;
        if (change.part === "images" || change.part === "models") void this.sendSubject();
        if (change.part === "masks") this.panel.post({ type: "labels" });
      }),
    );
    void this.begin(title);
  }

  /** Brings the tab to the front, with an image where one is named. */
  reveal({ image, tab }: WantedInside): void {
    this.panel.tab.reveal();
    if (image === null && tab === undefined) return;
    this.wanted = image;
    this.wantedTab = tab ?? null;
    void this.sendSubject();
  }

  private async begin(title: string): Promise<void> {
    const dataset = await DatasetFolder.read(this.kept.dataset).catch(() => null);
    const folders = [dataset?.imagesFolder ?? this.kept.dataset, dataset?.masksFolder ?? this.kept.dataset];
    this.panel.open(
      title,
      folders.map((folder) => vscode.Uri.file(folder)),
    );
  }

  private async receive(message: FromInsideView): Promise<void> {
    const { dataset, model } = this.kept;
    switch (message.type) {
      case "ready":
        this.wanted ??= this.kept.image;
        return this.sendSubject();
      case "shown":
        this.kept = { ...this.kept, image: message.image };
        return this.panel.post({ type: "keep", panel: this.kept });
      case "openLabel":
        await vscode.commands.executeCommand(
          "seg.label.open",
          vscode.Uri.file(this.fileOf(message.image)),
          message.rect,
        );
        return;
      case "exportReport":
        return exportReport(this.seg, { dataset, name: model });
      case "save": {
        const to = await savePicture(dataset, message.name, message.png);
        if (to !== undefined) this.panel.post({ type: "reported", message: `The picture is in ${to}.` });
        return;
      }
    }
  }

  /** What the page may ask the server; this end adds the dataset, and the folder for pictures. */
  private ofServer(): Pick<Answers<InsideQuestions>, InsideMethod> {
    const { server } = this.seg;
    const complete = <M extends InsideMethod>({ of, ...params }: Asked<M>) =>
      ({
        ...params,
        of: { ...of, dataset: this.kept.dataset, folder: this.pictures.folder.fsPath },
      }) as unknown as Requests[M]["params"];
    const ask =
      <M extends InsideMethod>(method: M) =>
      (params: Asked<M>, stop: vscode.CancellationToken) =>
        server.request(method, complete(params), stop);
    const askWithProgress =
      <M extends "explain/heatmap" | "explain/pattern">(method: M) =>
      (
        params: Asked<M>,
        stop: vscode.CancellationToken,
        report: (progress: Requests[M]["progress"]) => void,
      ): Promise<Requests[M]["result"]> =>
        server.requestWithProgress(method, complete(params), report, stop);
    return {
      "explain/layers": ask("explain/layers"),
      "explain/channels": ask("explain/channels"),
      "explain/channelTiles": ask("explain/channelTiles"),
      "explain/channel": ask("explain/channel"),
      "explain/heatmap": askWithProgress("explain/heatmap"),
      "explain/pattern": askWithProgress("explain/pattern"),
      "advice/errors": ask("advice/errors"),
      "advice/uncertainty": ask("advice/uncertainty"),
    };
  }

  private async sendSubject(): Promise<void> {
    if (!this.panel.isReady) return;
    const { dataset, model } = this.kept;
    try {
      const folder = await DatasetFolder.read(dataset);
      const [files, models] = await Promise.all([folder.imageFiles(), usableModels(folder)]);
      this.images = new Map(files.map((file) => [path.parse(file).name, file]));
      this.panel.post({
        type: "subject",
        model,
        learned: models.find(({ name }) => name === model)?.date.toISOString() ?? "",
        models: models.map(({ name }) => name),
        images: [...this.images.keys()],
        image: this.wanted,
        tab: this.wantedTab,
        pictures: this.panel.tab.webview.asWebviewUri(this.pictures.folder).toString(),
      });
      this.wanted = null;
      this.wantedTab = null;
    } catch (error) {
      this.seg.log.warn(sentenceOf(error));
      this.panel.post({ type: "failed", message: sentenceOf(error) });
    }
  }

  private async pictureOf(image: string, stop: vscode.CancellationToken): Promise<PictureSource> {
    const file = this.fileOf(image);
    const { page } = await DatasetFolder.read(this.kept.dataset);
    return this.pictures.of(vscode.Uri.file(file), /\.tiff?$/i.test(file) ? page : 1, this.panel.tab.webview, stop);
  }

  private async labelOf(image: string): Promise<PictureSource | null> {
    const mask = (await DatasetFolder.read(this.kept.dataset)).maskPath(this.fileOf(image));
    if (!existsSync(mask)) return null;
    return { kind: "mask", uri: this.panel.tab.webview.asWebviewUri(vscode.Uri.file(mask)).toString() };
  }

  private fileOf(image: string): string {
    const file = this.images.get(image);
    if (file === undefined) throw new Error(`There is no image "${image}" any more.`);
    return file;
  }
}
