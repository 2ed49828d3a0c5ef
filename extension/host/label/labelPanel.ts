import { deflateSync } from "node:zlib";
import * as vscode from "vscode";
import { sentenceOf } from "../../shared/errorText";
import type { Preferences, SuggestedMask, ToHost, ToWebview } from "../../shared/label/messages";
import type { Rect } from "../../shared/label/rect";
import { pageFile, panelPage } from "../panels/panelPage";
import { suggest } from "./suggestions";
import type { TrainedModel } from "../models/trainedModels";
import type { Services } from "../services";
import type { LabelDocument } from "./labelDocument";
import type { PictureSources } from "../panels/pictureSource";
import { proposedClasses } from "./classEditing";

/** What a view asks of the editor around it. */
export interface LabelPanelDependencies {
  readonly pictures: PictureSources;
  readonly preferences: Preferences;
  keepPreferences(preferences: Preferences): void;
  saveClasses(document: LabelDocument, classes: Extract<ToHost, { type: "classes" }>["classes"]): Promise<void>;
  resolve(document: LabelDocument, choice: string): Promise<void>;
  go(document: LabelDocument, to: Extract<ToHost, { type: "go" }>["to"]): Promise<void>;
  /** The model to ask for labels of a document; undefined: there is none, which the user is told. */
  modelFor(document: LabelDocument): Promise<TrainedModel | undefined>;
}

/** One tab: a webview and the document it shows. The view may vanish and come back; it asks for all it needs. */
export class LabelPanel {
  private readonly stop = new vscode.CancellationTokenSource();
  private readonly listeners: vscode.Disposable[];
  private page: number;
  private isReady = false;
  private wantsClassForm = false;
  /** What is to be shown once the page is there. */
  private wantedRect: Rect | null = null;
  /** What was suggested and is neither used nor dismissed. */
  private suggestion: SuggestedMask | null = null;
  /** The model that is asked once the page is there. */
  private asked: TrainedModel | null = null;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly document: LabelDocument,
    private readonly actions: LabelPanelDependencies,
    private readonly seg: Services,
    context: vscode.ExtensionContext,
  ) {
    this.page = document.dataset?.page ?? 1;
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(context.extensionUri, "dist", "webview"),
        vscode.Uri.joinPath(document.uri, ".."),
        actions.pictures.folder,
      ],
    };
    this.listeners = [
      webview.onDidReceiveMessage((message: ToHost) => {
        this.receive(message).catch((error: unknown) => this.fail(error));
      }),
      document.onDidPatch(({ runs }) => this.post({ type: "patch", runs })),
      document.onDidReload(() => {
        this.sendLabels().catch((error: unknown) => this.fail(error));
      }),
      seg.datasets.onDidChange(() => {
        this.sendPlace().catch((error: unknown) => this.fail(error));
      }),
      panel.onDidDispose(() => this.dispose()),
    ];
    webview.html = panelPage(webview, context.extensionUri, {
      name: "label",
      title: "Label image",
      data: { worker: pageFile(webview, context.extensionUri, "labelWorker.js") },
    });
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Brings a part of the picture into the middle. */
  show(rect: Rect): void {
    this.wantedRect = this.isReady ? null : rect;
    this.post({ type: "show", rect });
  }

  editClasses(): void {
    this.wantsClassForm = !this.isReady;
    if (this.isReady) this.post({ type: "editClasses" });
  }

  /** Has a model suggest labels; without one the usual one. */
  async suggest(given?: TrainedModel): Promise<void> {
    const { dataset, labels } = this.document;
    const model = dataset && (given ?? (await this.actions.modelFor(this.document)));
    if (!model) return;
    // Where the size of the picture is not known yet, labels come with the decoded picture.
    if (!this.isReady || labels === null) {
      this.asked = model;
      return;
    }
    this.asked = null;
    this.post({ type: "suggesting", model: model.name });
    try {
      this.suggestion = await suggest(this.seg, model, dataset, this.document.uri.fsPath, this.stop.token);
      this.sendSuggestion();
    } finally {
      this.post({ type: "suggesting", model: null });
    }
  }

  private sendSuggestion(): void {
    const { suggestion } = this;
    const mask = this.document.labels?.mask;
    if (suggestion === null || !mask) return;
    if (suggestion.width !== mask.width || suggestion.height !== mask.height) {
      this.suggestion = null;
      throw new Error(`${suggestion.model} saw an image of another size. Save the image, and ask again.`);
    }
    this.post({ type: "suggestion", ...suggestion });
  }

  private async receive(message: ToHost): Promise<void> {
    const { document, actions } = this;
    switch (message.type) {
      case "ready":
        return this.begin();
      case "stroke":
        if (!document.draw(message.stroke)) return this.sendLabels();
        return this.post({ type: "taken", stroke: message.number });
      case "decoded":
        document.setSize(message.width, message.height);
        return this.asked ? this.suggest(this.asked) : undefined;
      case "page":
        this.page = message.page;
        return this.sendPicture();
      case "preferences":
        return actions.keepPreferences(message.preferences);
      case "classes":
        return actions.saveClasses(document, message.classes).catch((error: unknown) => {
          this.seg.log.warn(String(error));
          this.post({ type: "classesRefused", message: sentenceOf(error) });
        });
      case "resolve":
        return actions.resolve(document, message.choice);
      case "go":
        return actions.go(document, message.to);
      case "suggest":
        return this.suggest();
      case "suggestionDone":
        this.suggestion = null;
        return;
      case "fault":
        return this.seg.log.error(`The label editor of ${document.uri.fsPath}: ${message.message}`);
    }
  }

  private async begin(): Promise<void> {
    this.isReady = true;
    this.post({ type: "preferences", preferences: this.actions.preferences });
    await Promise.all([this.sendPicture(), this.sendLabels()]);
    if (this.wantsClassForm) this.editClasses();
    if (this.wantedRect) this.show(this.wantedRect);
    this.sendSuggestion();
  }

  private async sendPicture(): Promise<void> {
    const { uri } = this.document;
    const name = vscode.workspace.asRelativePath(uri);
    try {
      const source = await this.actions.pictures.of(uri, this.page, this.panel.webview, this.stop.token);
      this.post({ type: "picture", name, source });
    } catch (error) {
      this.seg.log.warn(String(error));
      this.post({ type: "pictureFailed", message: sentenceOf(error) });
    }
  }

  private async sendLabels(): Promise<void> {
    const { dataset, labels, problem } = this.document;
    this.post({ type: "classes", classes: dataset?.classes ?? (problem ? [] : null), proposed: proposedClasses });
    await this.sendPlace();
    if (labels) {
      const { width, height, values } = labels.mask;
      // Not in the background: a stroke taken meanwhile would be missing in what the view gets after it.
      // And no Buffer, which VS Code would send as JSON.
      const deflated = new Uint8Array(deflateSync(values, { level: 1 }));
      this.post({ type: "mask", width, height, deflated });
    }
    if (problem) this.post({ type: "maskProblem", problem });
  }

  private async sendPlace(): Promise<void> {
    const images = await this.document.dataset?.images();
    const index = images?.indexOf(this.document.uri.fsPath) ?? -1;
    if (images && index >= 0)
      this.post({ type: "place", index: index + 1, count: images.files.length, labelled: images.labelledCount });
  }

  private post(message: ToWebview): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  private fail(error: unknown): void {
    this.seg.log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(sentenceOf(error));
  }

  private dispose(): void {
    this.stop.cancel();
    this.stop.dispose();
    for (const listener of this.listeners) listener.dispose();
  }
}
