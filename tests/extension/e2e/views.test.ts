import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { e2eTogether } from "./e2e";
import { explorerRow } from "./explorer";
import { kill } from "./processes";

const row = (page: Page, label: string): Locator =>
  page.locator(`.customview-tree .monaco-list-row[aria-label="${label}"]`);
const title = (page: Page, text: string): Locator => page.locator(`.pane-header:has-text("${text}")`);

e2eTogether("views", {
  "the explorer and the view Seg show what is labelled, and follow the masks on the disk": async (vscode) => {
    const { page, folder } = vscode;
    const image = await explorerRow(page, "images/a01_z_2.75.png");
    const other = await explorerRow(page, "images/a04_z_-2.png");
    // VS Code puts the tooltip of a badge in the label of the icon.
    await image.locator('[aria-label*="Labelled"]').waitFor();
    assert.equal(await other.locator('[aria-label*="Labelled"]').count(), 0);

    fs.rmSync(path.join(folder, "masks/a01_z_2.75.png"));
    await image.locator('[aria-label*="Labelled"]').waitFor({ state: "detached" });

    await vscode.segView();
    await row(page, "a01_z_2.75.png, not labelled").waitFor();
    await row(page, "a02_z_3.png, labelled").waitFor();
    await title(page, "12 of 19 labelled").waitFor();
    fs.cpSync(path.join(folder, "masks/a02_z_3.png"), path.join(folder, "masks/a01_z_2.75.png"));
    await row(page, "a01_z_2.75.png, labelled").waitFor();
    await title(page, "13 of 19 labelled").waitFor();

    await vscode.palette("Seg: Show Only Unlabelled Images");
    await row(page, "a02_z_3.png, labelled").waitFor({ state: "detached" });
    await row(page, "a04_z_-2.png, not labelled").waitFor();
  },

  "a server that is killed is shown as stopped, and started again by the command": async (vscode) => {
    const { page } = vscode;
    const status = (text: string) => page.locator(`[id="seg.seg.seg.server"][aria-label*="${text}"]`).waitFor();
    await vscode.segView();
    await vscode.palette("Seg: Restart Server");
    await status("The server is ready");
    kill(vscode.segServer().pid);
    await status("The server ended by SIGKILL");
    await vscode.palette("Seg: Restart Server");
    await status("The server is ready");
  },

  "the view Seg shows what a dataset has, and without one how to begin": async (vscode) => {
    const { page, folder } = vscode;
    await vscode.segView();
    await page.locator('.customview-tree .monaco-list-row[aria-label^="daughter"]').waitFor();
    // What only a model can do is not offered before there is one.
    const welcome = (text: string) => page.locator(`.welcome-view-content:has-text("${text}")`);
    await welcome("As soon as a model is trained, it can rank").waitFor();
    const model = path.join(folder, "models/first");
    fs.mkdirSync(model, { recursive: true });
    fs.writeFileSync(path.join(model, "best.safetensors"), "");
    fs.writeFileSync(path.join(model, "model.json"), '{ "scores": { "meanIou": 0.79 } }');
    await page.locator('.customview-tree .monaco-list-row[aria-label^="first, mean IoU 0.790"]').waitFor();
    await welcome("A model can rank the unlabelled images").waitFor();

    fs.writeFileSync(path.join(folder, "seg.json"), "{");
    await page.locator('.customview-tree .monaco-list-row[aria-label*="cannot be used"]').first().waitFor();
    fs.rmSync(path.join(folder, "seg.json"));
    await page.locator('.welcome-view-content:has-text("choose Label Image")').waitFor();
  },
});
