import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { accessibilityFaults } from "./accessibility";
import { e2e } from "./e2e";
import { lookOf, pixelsOf, there, viewNames, viewOf } from "./panes";
import { seg, smallModel } from "./smallModel";

/** What a small model predicts. One image has no label. */
function predicted(folder: string): void {
  smallModel(folder);
  seg("predict", folder, "--model", path.join(folder, "models/tiny"), "--all");
  fs.rmSync(path.join(folder, "masks/c01_z_0.25.png"));
}

const stateOf = (folder: string) => path.join(folder, "predictions/tiny/state.json");

/** The same, of which a kill has left one image undone. */
function cutOff(folder: string): void {
  predicted(folder);
  const state = JSON.parse(fs.readFileSync(stateOf(folder), "utf8")) as { unfinished: unknown[] };
  const left = { id: "a".repeat(32), images: ["a02_z_-3.75.png"], total: 4, page: 1, hasOverlays: false };
  fs.writeFileSync(stateOf(folder), JSON.stringify({ ...state, unfinished: [left] }));
}

/** How many colours a view shows at a part of its places. */
async function colours(frame: Frame, view: string): Promise<number> {
  const seen = new Set<string>();
  for (const canvas of [0, 1]) {
    const pixels = await pixelsOf(viewOf(frame, view), canvas);
    for (let i = 0; i < pixels.length; i += 404) if (pixels[i + 3] !== 0) seen.add(pixels.slice(i, i + 4).join());
  }
  return seen.size;
}

/** What a view shows of the picture, without its mask. */
const picture = (frame: Frame, view: string) => lookOf(viewOf(frame, view), 0);
const names = (frame: Frame) => frame.locator(".images .name").allInnerTexts();
const ofLabelled = ["Image", "Label", "Prediction", "Difference"];

e2e(
  "predictions are shown beside labels, sorted, gone through, and found again after a reload",
  async (vscode) => {
    const { page } = vscode;
    await vscode.palette("Seg: Show Predictions");
    const frame = await vscode.ourPage('body[data-state="results"] .panes');
    await there(frame);
    assert.deepEqual(
      await viewNames(frame),
      ofLabelled.map((view) => `${view} of a01_z_-2.5`),
    );
    for (const view of ofLabelled) assert.ok((await colours(frame, `${view} of`)) > 2, view);
    assert.deepEqual(await accessibilityFaults(frame), []);

    const byName = await names(frame);
    assert.deepEqual(byName, ["a01_z_-2.5", "a02_z_-3.75", "b02_z_1.25", "c01_z_0.25"]);
    await frame.getByLabel("Order of the images").selectOption("worst");
    const byScore = await names(frame);
    assert.equal(byScore.at(-1), "c01_z_0.25", "what has no label has no score");
    await frame.getByLabel("Order of the images").selectOption("name");

    await frame.locator(".panes").focus();
    await page.keyboard.press("d");
    await frame.locator("h1", { hasText: "a02_z_-3.75" }).waitFor();
    await there(frame);

    // One viewport for all: the place under the pointer stays, in each of them.
    const before = await picture(frame, "Image of");
    await viewOf(frame, "Prediction of").hover({ position: { x: 40, y: 30 } });
    await page.mouse.wheel(0, -300);
    await there(frame);
    const [image, prediction] = await Promise.all(["Image of", "Prediction of"].map((view) => picture(frame, view)));
    assert.notEqual(image, before);
    assert.equal(image, prediction);
    await page.keyboard.press("r");
    await there(frame);
    assert.equal(await picture(frame, "Image of"), before);
    assert.equal(await picture(frame, "Prediction of"), before);

    await frame.getByRole("button", { name: "Probability", exact: true }).click();
    await there(frame);
    assert.ok((await colours(frame, "Probability of")) > 2);
    await frame.getByLabel("Class whose probability is shown").selectOption({ index: 0 });
    await there(frame);
    assert.deepEqual(await accessibilityFaults(frame), []);

    await frame.locator(".images li", { hasText: "c01_z_0.25" }).click();
    await frame.locator("h1", { hasText: "c01_z_0.25" }).waitFor();
    await there(frame);
    assert.deepEqual(
      await viewNames(frame),
      ["Image", "Prediction", "Probability"].map((view) => `${view} of c01_z_0.25`),
    );
    await frame.getByRole("button", { name: "Uncertainty", exact: true }).click();
    await there(frame);
    assert.ok((await colours(frame, "Uncertainty of")) > 0); // it is all alike to this model
    await frame.locator(".images li", { hasText: "c01_z_0.25" }).focus();
    await page.keyboard.press("ArrowUp");
    await frame.locator("h1", { hasText: "b02_z_1.25" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await frame.locator("h1", { hasText: "c01_z_0.25" }).waitFor();

    await vscode.reload("c01_z_0.25");
    const again = await vscode.ourPage('body[data-state="results"] .panes');
    await again.locator("h1", { hasText: "c01_z_0.25" }).waitFor();
    await there(again);
    await viewOf(again, "Probability of c01_z_0.25").waitFor();

    // A label that is made is compared.
    const masks = path.join(vscode.folder, "masks");
    fs.copyFileSync(path.join(vscode.folder, "predictions/tiny/c01_z_0.25.png"), path.join(masks, "c01_z_0.25.png"));
    await again.locator(".images li", { hasText: /c01_z_0.25.*IoU 1.00/ }).waitFor();

    // From a prediction to why it is as it is.
    await again.getByRole("button", { name: "Look Inside" }).click();
    const inside = await vscode.ourPage('body[data-state="inside"] .panes');
    assert.equal(await inside.getByLabel("Image", { exact: true }).inputValue(), "c01_z_0.25");
  },
  { prepare: predicted },
);

e2e(
  "a prediction that was cut off is finished, an object of the table is shown in all views, and the image opens in the label editor",
  async (vscode) => {
    await vscode.palette("Seg: Show Predictions");
    const frame = await vscode.ourPage('body[data-state="results"] .panes');
    await there(frame);
    const note = frame.locator(".cut-off", { hasText: "1 of 4 images are still to be predicted" });
    await note.waitFor();
    assert.deepEqual(await accessibilityFaults(frame), []);
    await note.getByRole("button", { name: "Finish" }).click();
    await note.waitFor({ state: "hidden" });
    assert.match(fs.readFileSync(stateOf(vscode.folder), "utf8"), /"unfinished":\[\]/);
    await frame.locator(".objects tbody tr").first().waitFor();
    await frame.getByRole("button", { name: "Area" }).click();
    await frame.getByRole("button", { name: "Area" }).click();
    const areas = (await frame.locator(".objects td.area").allInnerTexts()).map((text) =>
      Number(text.replace(",", "")),
    );
    assert.deepEqual(
      areas,
      [...areas].sort((a, b) => b - a),
    );
    const before = await picture(frame, "Image of");
    await frame.locator(".objects tbody tr").last().click();
    await frame.locator('.objects tr[aria-selected="true"]').waitFor();
    await frame.locator(".mark:visible").first().waitFor();
    assert.equal(await frame.locator(".mark:visible").count(), (await viewNames(frame)).length);
    await there(frame);
    assert.notEqual(await picture(frame, "Image of"), before);
    assert.deepEqual(await accessibilityFaults(frame), []);

    await frame.getByRole("button", { name: "Export Table…" }).click();
    const file = path.join(vscode.folder, "sample-data tiny objects.csv");
    await vscode.page.waitForFunction(
      (name) => document.querySelector<HTMLInputElement>(".quick-input-widget input[type=text]")?.value === name,
      file,
    );
    await vscode.page.keyboard.press("Enter");
    await frame.locator(".outcome", { hasText: file }).waitFor();
    const table = path.join(vscode.folder, "predictions/tiny/objects.csv");
    assert.equal(fs.readFileSync(file, "utf8"), fs.readFileSync(table, "utf8"));

    await frame.getByRole("button", { name: "Correct in Label Editor" }).click();
    await vscode.page.locator('.tab.active[data-resource-name="a01_z_-2.5.png"]').waitFor();
  },
  { prepare: cutOff },
);
