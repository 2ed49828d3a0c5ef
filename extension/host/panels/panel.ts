import * as vscode from "vscode";
import { type Answers, Channel, type NoQuestions, type Questions } from "../../shared/channel";
import { faultOf, sentenceOf } from "../../shared/errorText";
import type { Services } from "../services";
import { type PageName, pageFile, panelPage } from "./panelPage";
import { picturesFolder } from "./pictureSource";

/** What a feature makes of its page. */
export interface PanelOf<From, Asked extends Questions<keyof Asked & string>> {
  /** Of the page's files, and of its icons. */
  readonly name: PageName;
  /** For the log. */
  readonly what: string;
  receive(event: From): unknown;
  readonly answers: Answers<Asked>;
  /** Something went wrong that the page asked for without waiting for it; the page is told too. */
  failed?(error: unknown): void;
}

/** One of our pages in a tab: what it shows and hears. It may vanish and come back; then it is not ready until it says so. */
export class Panel<To, From extends { readonly type: string }, Asked extends Questions<keyof Asked & string>>
  implements vscode.Disposable
{
  private readonly channel: Channel<To, From, NoQuestions, Asked>;
  private readonly source = new vscode.CancellationTokenSource();
  private readonly disposables: vscode.Disposable[] = [];
  private isPageReady = false;

  constructor(
    readonly tab: vscode.WebviewPanel,
    private readonly seg: Services,
    private readonly context: vscode.ExtensionContext,
    private readonly of: PanelOf<From, Asked>,
  ) {
    this.channel = new Channel<To, From, NoQuestions, Asked>({
      send: (wire) => void tab.webview.postMessage(wire),
      receive: (event) => this.receive(event),
      answers: of.answers,
      refused: (error) => seg.log.warn(`${of.what}: ${sentenceOf(error)}`),
      failed: (_, detail) => seg.log.error(`${of.what}: ${detail}`),
    });
    this.disposables.push(
      this.source,
      tab.webview.onDidReceiveMessage((wire) => this.channel.take(wire)),
      tab.onDidDispose(() => this.dispose()),
    );
  }

  /** Ends with the tab. */
  get stop(): vscode.CancellationToken {
    return this.source.token;
  }

  get isReady(): boolean {
    return this.isPageReady && !this.stop.isCancellationRequested;
  }

  /** Goes with the tab. */
  own(...disposables: vscode.Disposable[]): void {
    this.disposables.push(...disposables);
  }

  /**
   * Opens the page.
   * @param folders whose files it may show, besides the pictures that the server draws
   */
  open(title: string, folders: readonly vscode.Uri[]): void {
    if (this.stop.isCancellationRequested) return;
    const { webview } = this.tab;
    const { extensionUri } = this.context;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, "dist", "webview"),
        picturesFolder(this.context),
        ...folders,
      ],
    };
    const { name } = this.of;
    const data = { worker: pageFile(webview, extensionUri, "worker.js") };
    webview.html = panelPage(webview, extensionUri, { name, title, data });
  }

  /** Names the tab. */
  name(title: string): void {
    const icon = (theme: string) =>
      vscode.Uri.joinPath(this.context.extensionUri, "media", `${this.of.name}-${theme}.svg`);
    this.tab.iconPath = { light: icon("light"), dark: icon("dark") };
    this.tab.title = title;
  }

  /** Nothing is sent to a page that is not there: it asks for all it needs. */
  post(event: To): void {
    if (this.isReady) this.channel.post(event);
  }

  /** Has the page show what went wrong, where it was asked for. */
  fail(error: unknown): void {
    if (error instanceof vscode.CancellationError || this.stop.isCancellationRequested) return;
    this.seg.log.warn(`${this.of.what}: ${faultOf(error)}`);
    this.of.failed?.(error);
    if (this.isReady) this.channel.fault(error);
  }

  dispose(): void {
    this.source.cancel();
    this.channel.close();
    for (const disposable of this.disposables.splice(0)) disposable.dispose();
  }

  private async receive(event: From): Promise<void> {
    if (event.type === "ready") this.isPageReady = true;
    try {
      await this.of.receive(event);
    } catch (error) {
      this.fail(error);
    }
  }
}
