import * as vscode from "vscode";
import type { RunSummary } from "../../shared/protocol";
import type { RunLists } from "../models/runLists";
import { endText } from "../models/runText";

const show = "Show Training";
const predict = "Predict Unlabelled";

/**
 * Says when a training has ended that was seen running, unless it is in view; one that was stopped was stopped by somebody.
 * @param isInView whether the run's panel is seen
 */
export function noticeEnds(runs: RunLists, isInView: (folder: string, run: string) => boolean): vscode.Disposable {
  const running = new Map<string, ReadonlySet<string>>();
  const look = async (folder: string) => {
    const all = await runs.of(folder);
    const before = running.get(folder) ?? new Set();
    running.set(folder, new Set(all.filter(({ state }) => state === "running").map(({ name }) => name)));
    for (const run of all) if (before.has(run.name) && !isInView(folder, run.name)) void tell(folder, run);
  };
  return runs.onDidChange((folder) => void look(folder).catch(() => undefined));
}

async function tell(folder: string, run: RunSummary): Promise<void> {
  const text = endText(run);
  if (text === null) return;
  const chosen =
    run.state === "completed"
      ? await vscode.window.showInformationMessage(text, show, predict)
      : await vscode.window.showWarningMessage(text, show);
  if (chosen === show) await vscode.commands.executeCommand("seg.train.open", folder, run.name);
  if (chosen === predict) await vscode.commands.executeCommand("seg.predict.unlabelled", { folder, model: run.name });
}
