import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { encode } from "fast-png";
import { e2e } from "./e2e";
import { discModel } from "./smallModel";

const plain = "Farbige Bilder für Übung";
const image = `${plain}/Bild ä 1.png`;

e2e(
  "a model of gray images asks once before it predicts images in colour",
  async (vscode) => {
    const { page } = vscode;
    const dialog = page.locator(".monaco-dialog-box", { hasText: "tiny was trained on other images" });
    const predicted = path.join(vscode.folder, plain, "predictions/tiny/Bild ä 1.png");
    await vscode.contextMenu(image, "Predict…");
    await dialog.getByText("It was trained on gray images, and these are in colour").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });

    await vscode.contextMenu(image, "Predict…");
    await dialog.getByRole("button", { name: "Predict Anyway" }).click();
    await vscode.ourPage('body[data-state="results"] .panes');
    assert.ok(fs.existsSync(predicted));

    await vscode.closeEditors();
    fs.rmSync(predicted);
    await vscode.contextMenu(image, "Predict…");
    await vscode.ourPage('body[data-state="results"] .panes');
    assert.ok(fs.existsSync(predicted));
  },
  {
    prepare: (folder) => {
      discModel(folder);
      fs.mkdirSync(path.join(folder, plain));
      const data = new Uint8Array(64 * 48 * 3).map((_, i) => (i * 7) % 251);
      fs.writeFileSync(path.join(folder, image), encode({ width: 64, height: 48, data, channels: 3, depth: 8 }));
    },
  },
);
