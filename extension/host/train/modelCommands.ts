import * as path from "node:path";
import * as vscode from "vscode";
import { type CommandLineParams, type RunSummary, methods } from "../../shared/protocol";
import type { Services } from "../services";
import type { Row } from "../views/datasetTree";
import type { ModelRow } from "../models/models";
import type { RunLists } from "../models/runLists";

/** What the commands ask of the panels. */
interface Panels {
  open(folder: string, run: string | null): Promise<void>;
  /** A run has another name now; null: it is gone. */
  renamed(folder: string, run: string, to: string | null): Promise<void>;
}

/** What the menu of a row in the view "Models" can do. */
export function modelCommands(
  { server }: Services,
  runs: RunLists,
  panels: Panels,
  context: vscode.ExtensionContext,
): vscode.Disposable[] {
  const command = vscode.commands.registerCommand;
  return [
    command("seg.models.reveal", (row: Row<ModelRow>) => reveal(row)),
    command(
      "seg.models.open",
      ofRun(({ name }, folder) => panels.open(folder, name)),
    ),
    command(
      "seg.models.stop",
      ofRun(async ({ name }, folder) => {
        await server.request(methods.runsStop, { folder, name });
      }),
    ),
    command(
      "seg.models.continue",
      ofRun(async (run, folder) => {
        const { name } = run;
        const epochs = run.epoch < run.epochs ? run.epochs : await moreEpochs(run);
        if (epochs === undefined) return;
        const options = await server.request(methods.runsOptions, { folder, name });
        const resumed = { folder, name, options: { ...options, epochs }, isResumed: true };
        await runs.update(folder, await server.request(methods.runsStart, resumed));
        await panels.open(folder, name);
      }),
    ),
    command(
      "seg.models.rename",
      ofRun(async ({ name }, folder) => {
        const to = await newName(name, await runs.of(folder));
        if (to === undefined) return;
        await server.request(methods.runsRename, { folder, name, to });
        await panels.renamed(folder, name, to);
        await runs.refresh(folder);
      }),
    ),
    command(
      "seg.models.delete",
      ofRun(async ({ name }, folder) => {
        if (!(await isDeletionWanted(name))) return;
        await server.request(methods.runsDelete, { folder, name });
        await panels.renamed(folder, name, null);
        await runs.refresh(folder);
      }),
    ),
    command(
      "seg.models.copyCommand",
      ofRun(async ({ name }, folder) => {
        const options = await server.request(methods.runsOptions, { folder, name });
        await copyCommandLine(server, context, { folder, name, options });
      }),
    ),
  ];
}

/** Copies the command that trains like this in a terminal or a batch queue. */
export async function copyCommandLine(
  server: Services["server"],
  { globalStorageUri }: vscode.ExtensionContext,
  training: Omit<CommandLineParams, "into">,
): Promise<void> {
  const into = path.join(globalStorageUri.fsPath, "options");
  const { line } = await server.request(methods.runsCommandLine, { ...training, into });
  await vscode.env.clipboard.writeText(line);
}

async function reveal(row: Row<ModelRow>): Promise<void> {
  if (row.kind === "leaf") await vscode.commands.executeCommand("revealInExplorer", vscode.Uri.file(row.leaf.folder));
}

/** A command of the rows that are runs; `folder` is that of the dataset. */
function ofRun(act: (run: RunSummary, folder: string) => Promise<void>) {
  return async (row: Row<ModelRow>): Promise<void> => {
    if (row.kind === "leaf" && row.leaf.run !== null) await act(row.leaf.run, row.dataset.folder);
  };
}

/** How many epochs a run that has done all of its own is to have; undefined: the user has changed their mind. */
export async function moreEpochs({ name, epochs }: RunSummary): Promise<number | undefined> {
  const answer = await vscode.window.showInputBox({
    title: `Continue ${name}`,
    prompt: `It has done all of its ${epochs} epochs. How many should there be in total?`,
    value: String(epochs + 10),
    validateInput: (text) =>
      /^\d{1,6}$/.test(text) && Number(text) > epochs ? null : `A whole number above ${epochs}.`,
  });
  return answer === undefined ? undefined : Number(answer);
}

/** Another name for a run; undefined: it keeps its own. */
export async function newName(name: string, runs: readonly RunSummary[]): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: `Rename ${name}`,
    value: name,
    validateInput: (text) =>
      text !== name && runs.some((run) => run.name === text) ? `There is a model named ${text}.` : null,
  });
  return answer === name ? undefined : answer;
}

/** Asks before what cannot be taken back. */
export async function isDeletionWanted(name: string): Promise<boolean> {
  const answer = await vscode.window.showWarningMessage(
    `Delete ${name}?`,
    { modal: true, detail: "Its weights, curves and previews are removed from the disk. This cannot be undone." },
    "Delete",
  );
  return answer === "Delete";
}
