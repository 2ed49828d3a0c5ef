import path from "node:path";
import { Labelling } from "../extension/e2e/labelling";
import { there } from "../extension/e2e/panes";
import { seg } from "../extension/e2e/smallModel";
import { Training } from "../extension/e2e/training";
import { demoModel, imageSize, type Picture, pointAtNothing } from "./picture";

const demo = (folder: string) => path.join(folder, "models/demo");

export const modelPictures: readonly Picture[] = [
  {
    name: "train",
    ...{ width: 1300, height: 820, quality: 88, theme: "Light" },
    prepare: (folder) => {
      demoModel(folder);
      // A second training, for the list: it goes on from the first one's weights.
      const weights = path.join(demo(folder), "best.safetensors");
      seg("train", folder, "--name", "second", "--weights", weights, "--epochs", "1", "--steps-per-epoch", "35");
    },
    show: async (vscode) => {
      await vscode.segView();
      await vscode.page.locator('.customview-tree .monaco-list-row[aria-label^="demo, "]').click();
      const { frame } = await Training.inFront(vscode);
      await frame.locator(".run h1", { hasText: "demo" }).waitFor();
      await frame.locator(".runs", { hasText: "since demo" }).waitFor();
      await frame.getByRole("img", { name: /^Scores: .*daughter 0\.\d+/ }).waitFor();
      await pointAtNothing(vscode);
    },
  },
  {
    name: "results",
    ...{ width: 1400, height: 900, quality: 87, theme: "Light" },
    prepare: (folder) => {
      ranked(folder);
      seg("predict", folder, "--model", demo(folder), "--all");
    },
    show: async (vscode) => {
      await vscode.palette("Seg: Show Predictions");
      await vscode.segView();
      const frame = await vscode.ourPage('body[data-state="results"] .panes');
      await frame.locator(".images .name", { hasText: "b02_z_1.25" }).click();
      await frame.locator("h1", { hasText: "b02_z_1.25" }).waitFor();
      await frame.locator(".objects tbody tr").first().waitFor();
      await there(frame);
      await pointAtNothing(vscode);
    },
  },
  {
    name: "suggest",
    ...{ width: 1400, height: 900, quality: 87, theme: "Light" },
    prepare: ranked,
    show: async (vscode) => {
      await vscode.segView();
      await vscode.page.locator('.customview-tree .monaco-list-row[aria-label^="1. "]').waitFor();
      await vscode.palette("Seg: Label Top-Ranked Image");
      const editor = await Labelling.inFront(vscode, imageSize);
      await editor.suggestion();
      await pointAtNothing(vscode);
    },
  },
];

function ranked(folder: string): void {
  demoModel(folder);
  seg("rank", folder, "--model", demo(folder));
}
