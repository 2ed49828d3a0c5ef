import * as path from "node:path";
import * as vscode from "vscode";
import { type TrainingOptions, methods } from "../../shared/protocol";
import type {
  FromTrainView,
  KeptPanel,
  NextStep,
  ToTrainView,
  TrainQuestions,
  TrainingWish,
} from "../../shared/train/messages";
import { DatasetFolder } from "../datasets/datasetFolder";
import type { RunLists } from "../models/runLists";
import { Panel } from "../panels/panel";
import { picturesFolder } from "../panels/pictureSource";
import type { Services } from "../services";
import { datasetName } from "../workbench/chooseDataset";
import { openInDataset } from "../workbench/tabs";
import { withProgress } from "../workbench/withProgress";
import { copyCommandLine } from "./modelCommands";
import { ShownRuns } from "./shownRuns";

/** The tabs of Look Inside. */
const tabs = { advice: "advice", inside: "network" } as const;

/** The training of one dataset in a tab: the form, or a run. */
export class TrainPanel {
  private readonly panel: Panel<ToTrainView, FromTrainView, TrainQuestions>;
  private readonly shown: ShownRuns;
  private readonly folder: string;
  /** What is shown; null: the form. */
  private run: string | null;
  /** Whether the page was last sent the form. */
  private isForm = false;

  constructor(
    tab: vscode.WebviewPanel,
    { folder, run }: KeptPanel,
    private readonly seg: Services,
    private readonly runs: RunLists,
    private readonly context: vscode.ExtensionContext,
  ) {
    this.folder = folder;
    this.run = run;
    this.panel = new Panel<ToTrainView, FromTrainView, TrainQuestions>(tab, seg, context, {
      name: "train",
      what: `The training panel of ${folder}`,
      receive: (message) => this.receive(message),
      answers: {
        start: (wish) => this.start(wish),
        group: ({ pattern }) => this.group(pattern),
        samples: ({ options, seed }, stop) => this.drawSamples(options, seed, stop),
      },
    });
    this.shown = new ShownRuns(
      seg.server,
      folder,
      (message) => this.panel.post(message),
      (error) => this.panel.fail(error),
      (run) => void runs.update(folder, run),
      () => void runs.refresh(folder),
    );
    this.panel.own(
      { dispose: () => this.shown.clear() },
      runs.onDidChange((changed) => {
        if (changed === folder) this.sendRuns().catch((error: unknown) => this.panel.fail(error));
      }),
    );
    this.name();
    this.panel.open(tab.title, [vscode.Uri.file(path.join(folder, "models"))]);
  }

  /** Brings the tab to the front with a run in it; without one with the form. */
  reveal({ run }: KeptPanel): void {
    this.panel.tab.reveal();
    const showing = run !== null ? this.show(run) : this.isForm ? Promise.resolve() : this.showForm(null);
    showing.catch((error: unknown) => this.panel.fail(error));
  }

  /** A run has another name now; null: it is gone. */
  async renamed(run: string, to: string | null): Promise<void> {
    if (this.run !== run) return;
    this.run = to;
    await this.runs.refresh(this.folder);
    await this.show(to).catch((error: unknown) => this.panel.fail(error));
  }

  private async receive(message: FromTrainView): Promise<void> {
    switch (message.type) {
      case "ready":
        return this.show(this.run);
      case "stop":
        await this.seg.server.request(methods.runsStop, { folder: this.folder, name: this.known() });
        return;
      case "again":
        return this.showForm(this.run);
      case "show":
        return this.show(message.run);
      case "compare":
        return message.isShown ? this.shown.compared.show(message.run) : this.shown.compared.hide(message.run);
      case "open":
        return openInDataset(this.folder, message.file);
      case "next":
        return this.goOn(message.step);
      case "copyCommand":
        return this.copyCommand(message.options);
    }
  }

  private async start({ options, isResumed, ...wish }: TrainingWish): Promise<null> {
    const { folder } = this;
    const name = isResumed ? this.known() : wish.name;
    if (!isResumed && options.weights === "imagenet" && !(await this.fetchWeights(options.encoder)))
      throw new Error("The download was stopped. It goes on where it was with the next training.");
    const run = await this.seg.server.request(methods.runsStart, { folder, name, options, isResumed });
    await this.runs.update(folder, run);
    await this.show(run.name);
    return null;
  }

  private async group(pattern: string): Promise<null> {
    await this.seg.server.request(methods.datasetGroup, { folder: this.folder, pattern });
    return null;
  }

  /** Has published weights here before a training begins, so that a long download shows. False where it was cancelled. */
  private async fetchWeights(encoder: string): Promise<boolean> {
    const file = await withProgress(
      `ImageNet weights of ${encoder}`,
      (report, token) => this.seg.server.requestWithProgress(methods.weightsGet, { encoder }, report, token),
      " MB",
    );
    return file !== undefined;
  }

  /** Shows a run from its first event on; the form where there is none. */
  private async show(name: string | null): Promise<void> {
    this.shown.clear();
    const run = (await this.runs.of(this.folder)).find((each) => each.name === name);
    this.run = run?.name ?? null;
    this.name();
    this.panel.post({ type: "keep", panel: { folder: this.folder, run: this.run } });
    if (run === undefined) await this.showForm(null);
    else if (this.panel.isReady) {
      await this.shown.show(run, this.panel.tab.webview);
      this.isForm = false;
    }
    await this.sendRuns();
  }

  /** What is shown of a run stays behind the form, which can be left again. */
  private async showForm(optionsOf: string | null): Promise<void> {
    if (!this.panel.isReady) return;
    const { folder } = this;
    const { stop } = this.panel;
    const { server } = this.seg;
    const [proposal, options, runs] = await Promise.all([
      server.request(methods.runsPropose, { folder }, stop),
      optionsOf === null ? null : server.request(methods.runsOptions, { folder, name: optionsOf }, stop),
      this.runs.of(folder),
    ]);
    this.panel.post({ type: "form", proposal, options: options ?? proposal.defaults, runs });
    this.isForm = true;
  }

  private async sendRuns(): Promise<void> {
    if (!this.panel.isReady) return;
    const runs = await this.runs.of(this.folder);
    // Another window may have removed it.
    if (this.run !== null && !runs.some(({ name }) => name === this.run)) return this.show(null);
    this.panel.post({ type: "runs", runs, unlabelled: await this.unlabelled() });
    this.shown.follow(runs);
  }

  /** Whether somebody who looks at the window sees a run. */
  isShowing(run: string): boolean {
    return this.run === run && this.panel.tab.visible;
  }

  private async unlabelled(): Promise<number> {
    const { files, labelledCount } = await this.seg.datasets.images(await DatasetFolder.read(this.folder));
    return files.length - labelledCount;
  }

  private async goOn(step: NextStep): Promise<void> {
    const { folder } = this;
    const name = this.known();
    const { executeCommand } = vscode.commands;
    if (step === "predict") await executeCommand("seg.predict.unlabelled", { folder, model: name });
    else await executeCommand("seg.inside.open", { dataset: folder, model: name, image: null, tab: tabs[step] });
  }

  private async drawSamples(
    { augmentation, crop }: TrainingOptions,
    seed: number,
    stop: vscode.CancellationToken,
  ): Promise<string> {
    const into = picturesFolder(this.context).fsPath;
    const params = { folder: this.folder, augmentation, crop, seed, into };
    const { file } = await this.seg.server.request(methods.runsSamples, params, stop);
    const address = this.panel.tab.webview.asWebviewUri(vscode.Uri.file(file));
    // Another query, or the page would show the picture that it has.
    return address.with({ query: String(Date.now()) }).toString();
  }

  private async copyCommand(options: TrainingOptions): Promise<void> {
    await copyCommandLine(this.seg.server, this.context, { folder: this.folder, name: null, options });
  }

  private known(): string {
    if (this.run === null) throw new Error("No training is shown.");
    return this.run;
  }

  private name(): void {
    this.panel.name(`${this.run ?? "Train"} – ${datasetName(this.folder)}`);
  }
}
