import * as vscode from "vscode";
import * as path from "node:path";
import type { KeptInside } from "../../shared/inside/messages";
import { type ResultsOf, ShownImage } from "./shownImage";
import { sentenceOf } from "../../shared/errorText";
import { type PredictedItem, methods } from "../../shared/protocol";
import type { FromResultsView, ToResultsView } from "../../shared/results/messages";
import { PictureSources, picturesFolder } from "../panels/pictureSource";
import { pageFile, panelPage } from "../panels/panelPage";
import type { Services } from "../services";
import { datasetName } from "../workbench/chooseDataset";
import { objectsTable, shownFolders, exportTable, openTable } from "./predictionFiles";

/** Opens an image in the label editor, with what the model predicts as a suggestion. */
export async function correctInEditor(image: string, model: string): Promise<void> {
  await vscode.commands.executeCommand("seg.label.suggest", vscode.Uri.file(image), model);
}

/** Opens the look inside a model with an image of its dataset. */
export async function lookInside({ model, folder }: ResultsOf, image: string): Promise<void> {
  const name = path.basename(model);
  // Its images and the model must be of one dataset.
  if (model !== path.join(folder, "models", name))
    throw new Error(`The images are not of the dataset that ${name} was trained on; open one of that dataset.`);
  const kept: KeptInside = { dataset: folder, model: name, image };
  await vscode.commands.executeCommand("seg.inside.open", kept);
}

/** What a model predicts in one folder, in a tab. The page may vanish and come back; it asks for all it needs. */
export class ResultsPanel {
  private readonly listeners: vscode.Disposable[];
  private readonly pictures: PictureSources;
  private readonly stop = new vscode.CancellationTokenSource();
  private isReady = false;
  /** Whether the page has nothing to show yet. */
  private isNew = true;
  private items: readonly PredictedItem[] = [];
  private shown: ShownImage | null = null;
  /** The file of an image that is to be shown once the list is there. */
  private wanted: string | null;

  /** @param image the name of what was shown before the window closed */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly of: ResultsOf,
    private image: string | null,
    wanted: string | null,
    private readonly seg: Services,
    private readonly context: vscode.ExtensionContext,
  ) {
    this.wanted = wanted;
    this.pictures = new PictureSources(seg, picturesFolder(context));
    const { extensionUri } = context;
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `results-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    panel.title = `${path.basename(of.model)} – ${datasetName(of.folder)}`;
    this.listeners = [
      panel.webview.onDidReceiveMessage((message: FromResultsView) => {
        this.receive(message).catch((error: unknown) => this.tell(error));
      }),
      seg.datasets.onDidChange((change) => {
        // New labels are new scores.
        if (change.part === "masks" && change.folder === of.folder) void this.refresh();
      }),
      panel.onDidDispose(() => this.dispose()),
    ];
    void this.begin();
  }

  /** Brings the tab to the front, with an image where one is given. */
  reveal(file: string | null): void {
    this.panel.reveal();
    if (file === null) return;
    this.wanted = file;
    void this.refresh();
  }

  /** Predictions or labels are new. */
  async refresh(): Promise<void> {
    if (!this.isReady) return;
    const { token } = this.stop;
    try {
      const { classes, images } = await this.seg.server.request(methods.predictList, this.of, token);
      if (token.isCancellationRequested) return;
      this.items = images;
      const wanted = images.find(({ file }) => file === this.wanted)?.name;
      this.wanted = null;
      // A page that shows something already may be further than this end knows.
      this.post({ type: "list", classes, images, image: wanted ?? (this.isNew ? this.image : null) });
      this.isNew = false;
    } catch (error) {
      if (token.isCancellationRequested) return;
      this.seg.log.warn(sentenceOf(error));
      this.post({ type: "failed", message: sentenceOf(error) });
    }
  }

  private async begin(): Promise<void> {
    const { webview } = this.panel;
    const { extensionUri } = this.context;
    const folders = await shownFolders(this.of.model, this.of.folder);
    if (this.stop.token.isCancellationRequested) return;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist", "webview"), ...folders, this.pictures.folder],
    };
    webview.html = panelPage(webview, extensionUri, {
      name: "results",
      title: this.panel.title,
      data: { worker: pageFile(webview, extensionUri, "resultsWorker.js") },
    });
  }

  private async receive(message: FromResultsView): Promise<void> {
    const { model, folder } = this.of;
    const table = objectsTable(model, folder);
    switch (message.type) {
      case "ready":
        this.isReady = true;
        this.isNew = true;
        return this.refresh();
      case "show":
        return this.show(message.name);
      case "map":
        return this.shown?.sendMap(message.shown);
      case "correct":
        if (this.shown !== null) await correctInEditor(this.shown.item.file, model);
        return;
      case "inside":
        if (this.shown !== null) await lookInside(this.of, this.shown.item.name);
        return;
      case "openTable":
        return openTable(table);
      case "exportTable": {
        const to = await exportTable(table, folder);
        if (to !== undefined) this.post({ type: "told", message: `The table is in ${to}.` });
        return;
      }
      case "fault":
        return this.seg.log.error(`The results of ${model} in ${folder}: ${message.message}`);
    }
  }

  private async show(name: string): Promise<void> {
    const item = this.items.find((each) => each.name === name);
    if (item === undefined) return; // the list has changed meanwhile, and the page is told
    this.shown?.dispose();
    this.image = name;
    this.post({ type: "keep", panel: { ...this.of, image: name } });
    const { webview } = this.panel;
    this.shown = new ShownImage(item, this.of, this.seg, this.pictures, webview, (message) => this.post(message));
    await this.shown.send();
  }

  private post(message: ToResultsView): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  /** Tells it in the page, where it was asked for. */
  private tell(error: unknown): void {
    if (error instanceof vscode.CancellationError || this.stop.token.isCancellationRequested) return;
    const message = sentenceOf(error);
    this.seg.log.warn(message);
    this.post({ type: "told", message });
  }

  private dispose(): void {
    this.stop.cancel();
    this.shown?.dispose();
    for (const listener of this.listeners) listener.dispose();
  }
}
