import * as path from "node:path";
import * as vscode from "vscode";
import { sentenceOf } from "../../shared/errorText";
import type { KeptInside } from "../../shared/inside/messages";
import type { PictureSource } from "../../shared/picture/picture";
import { type PredictedItem, methods } from "../../shared/protocol";
import type {
  FromResultsView,
  KeptResults,
  ResultPictures,
  ResultsQuestions,
  ToResultsView,
} from "../../shared/results/messages";
import { Panel } from "../panels/panel";
import { PictureSources } from "../panels/pictureSource";
import type { Services } from "../services";
import { datasetName } from "../workbench/chooseDataset";
import { withProgress } from "../workbench/withProgress";
import { exportTable, objectsTable, openTable, shownFolders } from "./predictionFiles";

/** The panel of a model's predictions in a folder; `file` is the image that is to be shown first. */
export interface WantedResults extends KeptResults {
  readonly file?: string | undefined;
}

/** What a model predicts in one folder, in a tab. */
export class ResultsPanel {
  private readonly panel: Panel<ToResultsView, FromResultsView, ResultsQuestions>;
  private readonly pictures: PictureSources;
  /** Whether the page has nothing to show yet. */
  private isNew = true;
  private items: readonly PredictedItem[] = [];
  /** The name of the image that is shown, or was before the window closed. */
  private image: string | null;
  /** The file of an image that is to be shown once the list is there. */
  private file: string | null;

  constructor(
    tab: vscode.WebviewPanel,
    private readonly of: WantedResults,
    private readonly seg: Services,
    context: vscode.ExtensionContext,
  ) {
    this.image = of.image;
    this.file = of.file ?? null;
    this.pictures = new PictureSources(seg, context);
    this.panel = new Panel<ToResultsView, FromResultsView, ResultsQuestions>(tab, seg, context, {
      name: "results",
      what: `The results of ${of.model} in ${of.folder}`,
      receive: (message) => this.receive(message),
      answers: {
        pictures: ({ name }, stop) => this.picturesOf(this.item(name), stop),
        objects: async ({ name }, stop) => {
          const { file, page } = this.item(name);
          const params = { model: of.model, folder: of.folder, file, page };
          return (await seg.server.request(methods.predictObjects, params, stop)).objects;
        },
        map: ({ name, shown }, stop) => this.mapOf(this.item(name), shown, stop),
      },
    });
    const title = `${path.basename(of.model)} – ${datasetName(of.folder)}`;
    this.panel.name(title);
    this.panel.own(
      seg.datasets.onDidChange((change) => {
        // New labels are new scores.
        if (change.part === "masks" && change.folder === of.folder) void this.refresh();
      }),
    );
    void shownFolders(of.model, of.folder).then((folders) => this.panel.open(title, folders));
  }

  /** Brings the tab to the front, with an image where one is named. */
  reveal({ file }: WantedResults): void {
    this.panel.tab.reveal();
    if (file === undefined) return;
    this.file = file;
    void this.refresh();
  }

  /** Predictions or labels are new. */
  async refresh(): Promise<void> {
    const { panel } = this;
    if (!panel.isReady) return;
    try {
      const { model, folder } = this.of;
      const { classes, images, cutOff } = await this.seg.server.request(
        methods.predictList,
        { model, folder },
        panel.stop,
      );
      if (panel.stop.isCancellationRequested) return;
      this.items = images;
      const wanted = images.find(({ file }) => file === this.file)?.name;
      this.file = null;
      // A page that shows something already may be further than this end knows.
      panel.post({ type: "list", classes, images, cutOff, image: wanted ?? (this.isNew ? this.image : null) });
      this.isNew = false;
    } catch (error) {
      if (panel.stop.isCancellationRequested) return;
      this.seg.log.warn(sentenceOf(error));
      panel.post({ type: "failed", message: sentenceOf(error) });
    }
  }

  private async receive(message: FromResultsView): Promise<void> {
    const { model, folder } = this.of;
    const table = objectsTable(model, folder);
    switch (message.type) {
      case "ready":
        this.isNew = true;
        return this.refresh();
      case "shown":
        this.image = message.name;
        return this.panel.post({ type: "keep", panel: { model, folder, image: message.name } });
      case "correct":
        if (this.image !== null) await correctInEditor(this.item(this.image), model);
        return;
      case "inside":
        if (this.image !== null) await lookInside(this.of, this.image);
        return;
      case "finish":
        return this.finish();
      case "openTable":
        return openTable(table);
      case "exportTable": {
        const to = await exportTable(table, folder);
        if (to !== undefined) this.panel.post({ type: "reported", message: `The table is in ${to}.` });
        return;
      }
    }
  }

  /** Predicts what was left; however that ends, the page is told how it stands then. */
  private async finish(): Promise<void> {
    const { model, folder } = this.of;
    try {
      await withProgress(`${path.basename(model)} predicts`, (report, token) =>
        this.seg.server.requestWithProgress(methods.predictFinish, { model, folder }, report, token),
      );
    } finally {
      await this.refresh();
    }
  }

  private async picturesOf(
    { file, page, mask, label }: PredictedItem,
    stop: vscode.CancellationToken,
  ): Promise<ResultPictures> {
    const picture = await this.pictures.of(vscode.Uri.file(file), page, this.panel.tab.webview, stop);
    return { picture, prediction: this.maskOf(mask), label: label === null ? null : this.maskOf(label) };
  }

  /** @param shown the class whose probability is wanted; null: how unsure the model is */
  private async mapOf(
    { file, page }: PredictedItem,
    shown: number | null,
    stop: vscode.CancellationToken,
  ): Promise<PictureSource> {
    const params = { model: this.of.model, file, page, shown, folder: this.pictures.folder.fsPath };
    const { file: map, ...form } = await this.seg.server.request(methods.predictMap, params, stop);
    return { kind: "raw", uri: this.address(map), ...form, page };
  }

  private item(name: string): PredictedItem {
    const item = this.items.find((each) => each.name === name);
    if (item === undefined) throw new Error(`There is no prediction of "${name}" any more.`);
    return item;
  }

  private maskOf(file: string): PictureSource {
    return { kind: "mask", uri: this.address(file) };
  }

  private address(file: string): string {
    return this.panel.tab.webview.asWebviewUri(vscode.Uri.file(file)).toString();
  }
}

/** Opens an image in the label editor, with what the model predicts as a suggestion. */
async function correctInEditor({ file }: PredictedItem, model: string): Promise<void> {
  await vscode.commands.executeCommand("seg.label.suggest", vscode.Uri.file(file), model);
}

/** Opens the look inside a model with an image of its dataset. */
async function lookInside({ model, folder }: KeptResults, image: string): Promise<void> {
  const name = path.basename(model);
  // Its images and the model must be of one dataset.
  if (model !== path.join(folder, "models", name))
    throw new Error(`The images are not of the dataset that ${name} was trained on; open one of that dataset.`);
  const kept: KeptInside = { dataset: folder, model: name, image };
  await vscode.commands.executeCommand("seg.inside.open", kept);
}
