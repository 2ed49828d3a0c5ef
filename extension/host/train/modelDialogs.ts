import * as vscode from "vscode";
import type { RunSummary } from "../../shared/protocol";

/** How many epochs a run that has done all of its own is to have; undefined: the user has changed their mind. */
export async function moreEpochs({ name, epochs }: RunSummary): Promise<number | undefined> {
  const given = await vscode.window.showInputBox({
    title: `Continue ${name}`,
    prompt: `It has done its ${epochs} epochs. How many are there to be in all?`,
    value: String(epochs + 10),
    validateInput: (text) =>
      /^\d{1,6}$/.test(text) && Number(text) > epochs ? null : `A whole number above ${epochs}.`,
  });
  return given === undefined ? undefined : Number(given);
}

/** Another name for a run; undefined: it keeps its own. */
export async function newName(name: string, runs: readonly RunSummary[]): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    title: `Rename ${name}`,
    value: name,
    validateInput: (text) =>
      text !== name && runs.some((run) => run.name === text) ? `There is a model named ${text}.` : null,
  });
  return given === name ? undefined : given;
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
