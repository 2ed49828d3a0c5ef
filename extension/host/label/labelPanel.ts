import { deflateSync } from "node:zlib";
import * as vscode from "vscode";
import { sentenceOf } from "../../shared/errorText";
import type {
  EditedClass,
  FromLabelView,
  LabelQuestions,
  MaskChoice,
  Preferences,
  SuggestedMask,
  ToLabelView,
} from "../../shared/label/messages";
import type { Rect } from "../../shared/label/rect";
import { Panel } from "../panels/panel";
import { misfit, suggest } from "./suggestions";
import type { TrainedModel } from "../models/trainedModels";
import type { Services } from "../services";
import type { LabelDocument } from "./labelDocument";
import { SentClasses } from "./sentClasses";
import { type PictureSources, hasPages } from "../panels/pictureSource";

/** What a view asks of the editor around it. */
export interface LabelPanelDependencies {
  readonly pictures: PictureSources;
  preferencesFor(document: LabelDocument): Preferences;
  keepPreferences(document: LabelDocument, preferences: Preferences): void;
  saveClasses(document: LabelDocument, classes: readonly EditedClass[]): Promise<void>;
  /** Has another page of the dataset's stacks be the labelled one, once the user has said what becomes of labels. */
  labelPage(document: LabelDocument, page: number): Promise<void>;
  resolve(document: LabelDocument, choice: MaskChoice): Promise<void>;
  go(document: LabelDocument, to: Extract<FromLabelView, { type: "go" }>["to"]): Promise<void>;
  /** The model to ask for labels of a document; undefined: there is none, which the user is told. */
  modelFor(document: LabelDocument): Promise<TrainedModel | undefined>;
}

/** One tab: a page and the document it shows. */
export class LabelPanel {
  private readonly panel: Panel<ToLabelView, FromLabelView, LabelQuestions>;
  private readonly sent = new SentClasses();
  private page: number;
  /** The labelled page as the view knows it. */
  private toldPage = 1;
  private wantsClassForm = false;
  /** What is to be shown once the page is there. */
  private wantedRect: Rect | null = null;
  /** What was suggested and is neither used nor dismissed. */
  private suggestion: SuggestedMask | null = null;
  /** The model that is asked once the page is there. */
  private asked: TrainedModel | null = null;

  constructor(
    tab: vscode.WebviewPanel,
    readonly document: LabelDocument,
    private readonly actions: LabelPanelDependencies,
    private readonly seg: Services,
    context: vscode.ExtensionContext,
  ) {
    this.page = this.labelledPage;
    this.panel = new Panel<ToLabelView, FromLabelView, LabelQuestions>(tab, seg, context, {
      name: "label",
      what: `The label editor of ${document.uri.fsPath}`,
      receive: (message) => this.receive(message),
      answers: {
        saveClasses: async ({ classes }) => {
          await actions.saveClasses(document, classes);
          return null;
        },
      },
      failed: (error) => void vscode.window.showErrorMessage(sentenceOf(error)),
    });
    const { panel } = this;
    panel.own(
      document.onDidPatch(({ runs }) => panel.post({ type: "patch", runs })),
      document.onDidMark(() => this.sendState()),
      document.onDidReload(() => {
        this.sendDocument().catch((error: unknown) => panel.fail(error));
      }),
      seg.datasets.onDidChange(() => {
        this.sendPlace().catch((error: unknown) => panel.fail(error));
      }),
    );
    panel.open("Label image", [vscode.Uri.joinPath(document.uri, "..")]);
  }

  reveal(): void {
    this.panel.tab.reveal();
  }

  /** Brings a part of the picture into the middle. */
  show(rect: Rect): void {
    this.wantedRect = this.panel.isReady ? null : rect;
    this.panel.post({ type: "show", rect });
  }

  editClasses(): void {
    this.wantsClassForm = !this.panel.isReady;
    if (this.panel.isReady) this.panel.post({ type: "editClasses" });
  }

  /** Has a model suggest labels; without one the usual one. */
  async suggest(chosen?: TrainedModel): Promise<void> {
    const { dataset, labels } = this.document;
    const model = dataset && (chosen ?? (await this.actions.modelFor(this.document)));
    if (!model) return;
    // Where the size of the picture is not known yet, labels come with the decoded picture.
    if (!this.panel.isReady || labels === null) {
      this.asked = model;
      return;
    }
    this.asked = null;
    this.panel.post({ type: "suggesting", model: model.name });
    try {
      this.suggestion = await suggest(this.seg, model, dataset, this.document.uri.fsPath, this.panel.stop);
      this.sendSuggestion();
    } finally {
      this.panel.post({ type: "suggesting", model: null });
    }
  }

  private sendSuggestion(): void {
    const [suggestion, labels] = [this.suggestion, this.document.labels];
    if (suggestion === null || labels === null) return;
    const fault = misfit(suggestion, labels);
    if (fault === null) return this.panel.post({ type: "suggestion", ...suggestion });
    this.suggestion = null;
    throw new Error(fault);
  }

  private async receive(message: FromLabelView): Promise<void> {
    const { document, actions } = this;
    switch (message.type) {
      case "ready":
        return this.begin();
      case "stroke":
        return this.take(message);
      case "decoded":
        document.setSize(message.width, message.height);
        return this.asked ? this.suggest(this.asked) : undefined;
      case "mark":
        return document.mark(message.state);
      case "page":
        this.page = message.page;
        return this.sendPicture();
      case "labelPage":
        return actions.labelPage(document, message.page);
      case "preferences":
        return actions.keepPreferences(document, message.preferences);
      case "resolve":
        return actions.resolve(document, message.choice);
      case "go":
        return actions.go(document, message.to);
      case "suggest":
        return this.suggest();
      case "suggestionDone":
        this.suggestion = null;
        return;
    }
  }

  private async take({ number, stroke, list }: Extract<FromLabelView, { type: "stroke" }>): Promise<void> {
    const classes = this.sent.drawnWith(list);
    const drawing = this.pageRefusal() ?? this.document.draw(stroke, classes);
    if (typeof drawing === "object") this.panel.post({ type: "refused", stroke: number, message: drawing.refusal });
    else this.panel.post({ type: "taken", stroke: number });
    // The page has drawn something else.
    if (drawing !== "drawn") await this.sendLabels();
  }

  /** Why nothing is drawn on the page of a stack that is shown; null: it is the labelled one. */
  private pageRefusal(): { readonly refusal: string } | null {
    const labelled = this.labelledPage;
    if (!hasPages(this.document.uri.fsPath) || this.page === labelled) return null;
    return { refusal: `The last stroke was not taken: page ${labelled} is the labelled one.` };
  }

  private get labelledPage(): number {
    return this.document.dataset?.page ?? 1;
  }

  private async begin(): Promise<void> {
    this.panel.post({ type: "preferences", preferences: this.actions.preferencesFor(this.document) });
    await Promise.all([this.sendPicture(), this.sendLabels()]);
    if (this.wantsClassForm) this.editClasses();
    if (this.wantedRect) this.show(this.wantedRect);
    this.sendSuggestion();
  }

  /** The labels, and the picture where another page is the labelled one now. */
  private async sendDocument(): Promise<void> {
    await this.sendLabels();
    if (this.toldPage !== this.labelledPage) await this.sendPicture();
  }

  private async sendPicture(): Promise<void> {
    const { uri } = this.document;
    this.toldPage = this.labelledPage;
    const name = vscode.workspace.asRelativePath(uri);
    try {
      const source = await this.actions.pictures.of(uri, this.page, this.panel.tab.webview, this.panel.stop);
      this.panel.post({ type: "picture", name, source, labelledPage: this.toldPage });
    } catch (error) {
      this.seg.log.warn(String(error));
      this.panel.post({ type: "pictureFailed", message: sentenceOf(error) });
    }
  }

  private async sendLabels(): Promise<void> {
    const { dataset, labels, problem } = this.document;
    const list = this.sent.send(dataset?.classes.map(({ name }) => name) ?? []);
    this.panel.post({ type: "classes", list, classes: dataset?.classes ?? (problem ? [] : null) });
    await this.sendPlace();
    if (labels) {
      const { width, height, values } = labels.mask;
      // Not in the background: a stroke taken meanwhile would be missing in what the view gets after it.
      // And no Buffer, which VS Code would send as JSON.
      const deflated = new Uint8Array(deflateSync(values, { level: 1 }));
      this.panel.post({ type: "mask", width, height, deflated });
      this.sendState();
    }
    if (problem) this.panel.post({ type: "maskProblem", problem });
  }

  private sendState(): void {
    const { labels, stateProblem } = this.document;
    if (labels) this.panel.post({ type: "state", state: labels.state, problem: stateProblem });
  }

  private async sendPlace(): Promise<void> {
    const images = await this.document.dataset?.images();
    const index = images?.indexOf(this.document.uri.fsPath) ?? -1;
    if (images && index >= 0)
      this.panel.post({ type: "place", index: index + 1, count: images.files.length, labelled: images.labelledCount });
  }
}
