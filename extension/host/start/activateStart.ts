import * as vscode from "vscode";
import type { Services } from "../services";
import { labelFirstImage } from "./firstImage";
import { openSampleImages } from "./sampleImages";

/** Whether the walkthrough was opened by itself, on this machine. */
const shown = "seg.walkthroughShown";

/** What leads a new user on: the sample images, the first image, and the walkthrough, which opens with the first dataset. */
export function activateStart(context: vscode.ExtensionContext, { datasets, log }: Services): void {
  const showOnce = async () => {
    if (context.globalState.get(shown) === true || !isWalkthroughWanted()) return;
    if ((await datasets.all()).length === 0) return;
    await context.globalState.update(shown, true);
    // An image that was just opened stays in front.
    const inactive = vscode.window.tabGroups.activeTabGroup.activeTab !== undefined;
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", "seg.seg#start", { inactive });
  };
  const show = () => void showOnce().catch((error: unknown) => log.warn(String(error)));
  context.subscriptions.push(
    vscode.commands.registerCommand("seg.sample.open", () => openSampleImages(context)),
    vscode.commands.registerCommand("seg.label.first", () => labelFirstImage(datasets)),
    datasets.onDidChange(({ part }) => {
      if (part === "datasets") show();
    }),
  );
  show();
}

/** Who wants no page of welcome from VS Code wants none from us. */
function isWalkthroughWanted(): boolean {
  return vscode.workspace.getConfiguration("workbench").get("startupEditor") !== "none";
}
