import * as path from "node:path";
import * as vscode from "vscode";
import { type TrainingOptions, methods } from "../../shared/protocol";
import type { FromTrainView, ToTrainView } from "../../shared/train/messages";
import { panelPage } from "../panels/panelPage";
import { picturesFolder } from "../panels/pictureSource";
import type { Services } from "../services";
import { datasetName } from "../workbench/chooseDataset";
import { commandLine, keepOptions } from "./commandLine";
import { fetchWeights } from "./fetchWeights";
import { openInDataset } from "../workbench/tabs";
import type { RunLists } from "../models/runLists";
import { ShownRuns } from "./shownRuns";
import { sentenceOf } from "../../shared/errorText";

/** The training of one dataset in a tab. The page may vanish and come back; it asks for all it needs. */
export class TrainPanel {
  private readonly listeners: vscode.Disposable[];
  private readonly shown: ShownRuns;
  private readonly stop = new vscode.CancellationTokenSource();
  private samples: vscode.CancellationTokenSource | null = null;
  private isReady = false;
  /** Whether the page was last told the form. */
  private isForm = false;
  private defaults: TrainingOptions | null = null;

  /** @param run what is shown; null: the form */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly folder: string,
    private run: string | null,
    private readonly seg: Services,
    private readonly runs: RunLists,
    private readonly context: vscode.ExtensionContext,
  ) {
    const { webview } = panel;
    const { extensionUri } = context;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, "dist", "webview"),
        vscode.Uri.file(path.join(folder, "models")),
        picturesFolder(context),
      ],
    };
    this.shown = new ShownRuns(
      seg.server,
      folder,
      (message) => this.post(message),
      (error) => this.refuse(error),
      () => void runs.refresh(folder),
    );
    this.listeners = [
      webview.onDidReceiveMessage((message: FromTrainView) => {
        this.receive(message).catch((error: unknown) => this.refuse(error));
      }),
      runs.onDidChange((changed) => {
        if (changed === folder) this.sendRuns().catch((error: unknown) => this.refuse(error));
      }),
      panel.onDidDispose(() => this.dispose()),
    ];
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `train-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    this.name();
    webview.html = panelPage(webview, extensionUri, { name: "train", title: panel.title });
  }

  /** Brings the tab to the front with a run in it; without one with the form. */
  reveal(run: string | null): void {
    this.panel.reveal();
    const showing = run !== null ? this.show(run) : this.isForm ? Promise.resolve() : this.showForm(null);
    showing.catch((error: unknown) => this.refuse(error));
  }

  /** A run has another name now; null: it is gone. */
  async renamed(run: string, to: string | null): Promise<void> {
    if (this.run !== run) return;
    this.run = to;
    await this.runs.refresh(this.folder);
    await this.show(to).catch((error: unknown) => this.refuse(error));
  }

  private async receive(message: FromTrainView): Promise<void> {
    switch (message.type) {
      case "ready":
        this.isReady = true;
        return this.show(this.run);
      case "train":
        return this.start(message.name, message.options, false);
      case "continue":
        return this.start(this.known(), message.options, true);
      case "stop":
        await this.seg.server.request(methods.runsStop, { folder: this.folder, name: this.known() });
        return;
      case "again":
        return this.showForm(this.run);
      case "show":
        return this.show(message.run);
      case "compare":
        return this.shown.compare(message.run, message.isShown);
      case "open":
        return openInDataset(this.folder, message.file);
      case "samples":
        return this.sendSamples(message.options, message.seed);
      case "copyCommand":
        return this.copyCommand(message.options);
      case "fault":
        return this.seg.log.error(`The training panel of ${this.folder}: ${message.message}`);
    }
  }

  private async start(name: string | null, options: TrainingOptions, isResumed: boolean): Promise<void> {
    const { folder } = this;
    if (!isResumed && options.weights === "imagenet" && !(await fetchWeights(this.seg.server, options.encoder)))
      throw new Error("The download was stopped. It goes on where it was with the next training.");
    const run = await this.seg.server.request(methods.runsStart, { folder, name, options, isResumed });
    await this.runs.refresh(folder);
    await this.show(run.name);
  }

  /** Shows a run from its first event on; the form where there is none. */
  private async show(name: string | null): Promise<void> {
    this.shown.clear();
    const run = (await this.runs.of(this.folder)).find((each) => each.name === name);
    this.run = run?.name ?? null;
    this.name();
    this.post({ type: "keep", panel: { folder: this.folder, run: this.run } });
    if (run === undefined) await this.showForm(null);
    else if (this.isReady) {
      await this.shown.show(run, this.panel.webview);
      this.isForm = false;
    }
    await this.sendRuns();
  }

  /** What is shown of a run stays behind the form, which can be left again. */
  private async showForm(optionsOf: string | null): Promise<void> {
    if (!this.isReady) return;
    const { folder } = this;
    const { token } = this.stop;
    const { server } = this.seg;
    const [proposal, options] = await Promise.all([
      server.request(methods.runsPropose, { folder }, token),
      optionsOf === null ? null : server.request(methods.runsOptions, { folder, name: optionsOf }, token),
    ]);
    this.defaults = proposal.defaults;
    this.post({ type: "form", proposal, options: options ?? proposal.defaults });
    this.isForm = true;
  }

  private async sendRuns(): Promise<void> {
    if (!this.isReady) return;
    const runs = await this.runs.of(this.folder);
    // Another window may have removed it.
    if (this.run !== null && !runs.some(({ name }) => name === this.run)) return this.show(null);
    this.post({ type: "runs", runs });
    this.shown.follow(runs);
  }

  /** What is wrong with the options is told beside the picture, and at the start again. */
  private async sendSamples({ augmentation, crop }: TrainingOptions, seed: number): Promise<void> {
    const into = picturesFolder(this.context).fsPath;
    const given = { folder: this.folder, augmentation, crop, seed, into };
    this.samples?.cancel();
    const stop = (this.samples = new vscode.CancellationTokenSource());
    try {
      const { file } = await this.seg.server.request(methods.runsSamples, given, stop.token);
      const address = this.panel.webview.asWebviewUri(vscode.Uri.file(file));
      // Another query, or the page would show the picture that it has.
      this.post({ type: "samples", address: address.with({ query: String(Date.now()) }).toString(), message: "" });
    } catch (error) {
      if (!stop.token.isCancellationRequested)
        this.post({ type: "samples", address: null, message: sentenceOf(error) });
    }
  }

  private async copyCommand(options: TrainingOptions): Promise<void> {
    const { folder, seg } = this;
    const file = await keepOptions(this.context, options, this.defaults);
    const line = commandLine({ program: seg.server.command, folder, name: null, options, file });
    await vscode.env.clipboard.writeText(line);
  }

  private known(): string {
    if (this.run === null) throw new Error("No training is shown.");
    return this.run;
  }

  private name(): void {
    this.panel.title = `${this.run ?? "Train"} – ${datasetName(this.folder)}`;
  }

  private post(message: ToTrainView): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  /** Tells it in the page, where it was asked for. */
  private refuse(error: unknown): void {
    if (error instanceof vscode.CancellationError || this.stop.token.isCancellationRequested) return;
    const message = sentenceOf(error);
    this.seg.log.warn(message);
    this.post({ type: "refused", message });
  }

  private dispose(): void {
    this.stop.cancel();
    this.samples?.cancel();
    this.shown.clear();
    for (const listener of this.listeners) listener.dispose();
  }
}
