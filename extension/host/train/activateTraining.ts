import * as path from "node:path";
import * as vscode from "vscode";
import type { KeptPanel } from "../../shared/train/messages";
import { segJsonName } from "../../shared/protocol";
import type { RunLists } from "../models/runLists";
import { PanelKeeper } from "../panels/panelKeeper";
import type { Services } from "../services";
import { chooseDataset } from "../workbench/chooseDataset";
import { noticeEnds } from "./endNotices";
import { modelCommands } from "./modelCommands";
import { TrainPanel } from "./trainPanel";

/** Training: its panels, one for a dataset, and the commands of the models. */
export function activateTraining(context: vscode.ExtensionContext, seg: Services, runs: RunLists): void {
  /** Where the server cannot say it, the form says why. */
  const runningIn = async (folder: string) => {
    const all = await runs.of(folder).catch(() => []);
    return all.find(({ state }) => state === "running")?.name ?? null;
  };
  const panels = new PanelKeeper<KeptPanel, TrainPanel>(context, {
    viewType: "seg.train",
    title: "Train",
    key: ({ folder }) => folder,
    parse: async ({ folder, run }) =>
      // A window that closes just after a training began may have kept the form.
      typeof folder === "string" ? { folder, run: run ?? (await runningIn(folder)) } : null,
    make: (tab, kept) => new TrainPanel(tab, kept, seg, runs, context),
  });
  /** Shows a run of a dataset; without one what is training there, or else the form. */
  const open = async (folder: string, run: string | null) =>
    panels.open({ folder, run: run ?? (await runningIn(folder)) });
  context.subscriptions.push(
    noticeEnds(runs, (folder, run) => panels.get({ folder, run })?.isShowing(run) ?? false),
    vscode.commands.registerCommand("seg.train.open", async (place?: Place, run?: string) => {
      const folder = place === undefined ? await chooseDataset(seg.datasets, "Train on a Dataset") : folderOf(place);
      if (folder !== undefined) await open(folder, run ?? null);
    }),
    ...modelCommands(
      seg,
      runs,
      { open, renamed: async (folder, run, to) => panels.get({ folder, run: null })?.renamed(run, to) },
      context,
    ),
  );
}

/** Where to train, as menus and other commands say it: a folder or its seg.json in the explorer, a row of a view, or a full path. */
type Place = vscode.Uri | string | { readonly folder: string };

function folderOf(place: Place): string {
  if (typeof place === "string") return place;
  if (!(place instanceof vscode.Uri)) return place.folder;
  return path.basename(place.fsPath) === segJsonName ? path.dirname(place.fsPath) : place.fsPath;
}
