import * as vscode from "vscode";
import type { RunSummary } from "../../shared/protocol";
import type { Method, ServerState } from "../server/serverDependencies";
import { statusOf } from "./serverStatus";

/** Work that is done sooner is not shown, so that the status bar keeps still; milliseconds. */
const calm = 200;

/** A training that runs, and the folder of its dataset. */
export interface Training {
  readonly folder: string;
  readonly run: RunSummary;
}

/** What the window always shows of Seg: one item in the status bar for the server, and for what is training. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("seg.server", vscode.StatusBarAlignment.Right, 100);
  private state: ServerState = { kind: "idle" };
  private work: readonly Method[] = [];
  private trainings: readonly Training[] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly progress = new ModelsProgress();

  constructor() {
    this.item.name = "Seg";
    this.show();
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.item.dispose();
    this.progress.show(false);
  }

  showServer(state: ServerState, work: readonly Method[]): void {
    this.state = state;
    this.work = work;
    this.showSoon();
  }

  showTrainings(trainings: readonly Training[]): void {
    this.trainings = trainings;
    this.progress.show(trainings.length > 0);
    this.showSoon();
  }

  private showSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.show();
    }, calm);
  }

  private show(): void {
    const { item, trainings } = this;
    const runs = trainings.map(({ run }) => run);
    const { text, sentence, isError, facts } = statusOf(this.state, this.work, runs);
    item.text = text;
    item.backgroundColor = isError ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    item.accessibilityInformation = { label: `${text.replace(/\$\(.*?\) /, "")}. ${sentence}` };
    item.command = commandOf(trainings);
    const tooltip = new vscode.MarkdownString("**Seg**\n\n", true);
    tooltip.isTrusted = { enabledCommands: ["seg.server.showLog", "seg.server.restart"] };
    tooltip.appendMarkdown(plain(sentence));
    for (const [name, value] of facts) tooltip.appendMarkdown(`  \n${plain(name)}: ${plain(value)}`);
    tooltip.appendMarkdown(
      "\n\n[$(output) Show Log](command:seg.server.showLog) · [$(debug-restart) Restart Server](command:seg.server.restart)",
    );
    item.tooltip = tooltip;
  }
}

/** A click shows what is training, or else the log. */
function commandOf([first]: readonly Training[]): vscode.Command {
  return first === undefined
    ? { command: "seg.server.showLog", title: "Show Log" }
    : { command: "seg.train.open", title: "Show Training", arguments: [first.folder, first.run.name] };
}

/** Text that Markdown shows as it is; appendText would also forbid its lines to be broken. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~<>|$&]/g, "\\$&");
}

/** VS Code's own sign of progress above the view "Models", as long as anything trains. */
class ModelsProgress {
  private end: (() => void) | null = null;

  show(isTraining: boolean): void {
    if (!isTraining) {
      this.end?.();
      this.end = null;
    } else if (this.end === null)
      void vscode.window.withProgress(
        { location: { viewId: "seg.models" }, title: "Training" },
        () => new Promise<void>((resolve) => (this.end = resolve)),
      );
  }
}
