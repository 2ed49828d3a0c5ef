import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { accessibilityFaults } from "./accessibility";
import { discs, size } from "./discs";
import { e2e } from "./e2e";
import { Labelling } from "./labelling";
import { Training } from "./training";

const nameOf = (image: number) => `Zelle ä ${image}`;
const row = (page: Page, image: number, state: string): Locator =>
  page.locator(`.customview-tree .monaco-list-row[aria-label="${nameOf(image)}.png, ${state}"]`);
const middle: [number, number] = [0.5, 0.5];

/** A folder of images as the label editor makes it a dataset; the first two have masks. */
function plainFolder(folder: string): void {
  discs(folder);
  for (let image = 1; image <= 5; image++) {
    fs.renameSync(path.join(folder, `images/disc${image}.png`), path.join(folder, `${nameOf(image)}.png`));
    const mask = path.join(folder, `masks/disc${image}.png`);
    if (image <= 2) fs.renameSync(mask, path.join(folder, `masks/${nameOf(image)}.png`));
    else fs.rmSync(mask, { force: true });
  }
  fs.rmSync(path.join(folder, "images"), { recursive: true });
  const file = path.join(folder, "seg.json");
  const { classes } = JSON.parse(fs.readFileSync(file, "utf8")) as { classes: object };
  fs.writeFileSync(file, JSON.stringify({ version: 1, classes, images: ".", masks: "masks" }));
}

/** What there is of an image's labels on the disk: its mask, and what its state says. */
function onDisk(folder: string, image: number): readonly string[] {
  const masks = path.join(folder, "masks");
  const state = `${nameOf(image)}.state.json`;
  return fs
    .readdirSync(masks)
    .filter((name) => name.startsWith(`${nameOf(image)}.`))
    .sort()
    .map((name) => (name === state ? fs.readFileSync(path.join(masks, name), "utf8").trim() : "mask"));
}

const inProgress = ["mask", '{"version":1,"state":"in progress"}'];

e2e(
  "labels are not there, in progress, done or said to be of no objects; training takes what is done, and asks about the rest",
  async (vscode) => {
    const { page, folder } = vscode;
    await vscode.segView();
    await row(page, 1, "labelled").waitFor();
    await row(page, 3, "not labelled").click();
    const editor = await Labelling.inFront(vscode, size);
    const labels = (state: string) => editor.frame.locator(`body[data-labels="${state}"]`).waitFor();
    const button = (name: string) => editor.frame.getByRole("button", { name });

    await editor.key("Control+s"); // nothing to save
    await editor.key("Enter");
    await editor.frame.locator(".message", { hasText: "Nothing is labelled here." }).waitFor();
    assert.deepEqual(onDisk(folder, 3), []);

    await editor.choose(1);
    await editor.drag("b", [middle], 6);
    await labels("inProgress");
    await editor.save();
    assert.deepEqual(onDisk(folder, 3), inProgress);
    await row(page, 3, "in progress").waitFor();
    await page.locator('.pane-header:has-text("2 of 6 labelled, 1 in progress")').waitFor();

    await editor.step("Control+z");
    await editor.save();
    assert.deepEqual(onDisk(folder, 3), []);
    await row(page, 3, "not labelled").waitFor();

    await editor.drag("b", [middle], 6);
    await editor.key("Enter");
    await labels("done");
    await editor.frame.locator(".status .state", { hasText: "Done" }).waitFor();
    assert.deepEqual(await accessibilityFaults(editor.frame), []);
    await editor.save();
    assert.deepEqual(onDisk(folder, 3), ["mask"]);
    await row(page, 3, "labelled").waitFor();

    await button("Remove labels").click();
    await labels("notLabelled");
    await editor.save();
    assert.deepEqual(onDisk(folder, 3), []);
    await button("No objects here").click();
    await labels("noObjects");
    await editor.save();
    assert.deepEqual(onDisk(folder, 3), ["mask", '{"version":1,"state":"no objects"}']);
    await row(page, 3, "no objects").waitFor();

    await row(page, 4, "not labelled").click();
    const next = await Labelling.inFront(vscode, size);
    await next.choose(1);
    await next.drag("b", [middle], 6);
    await next.save();
    await row(page, 4, "in progress").waitFor();

    const form = await Training.form(vscode);
    await form.frame.locator(".summary", { hasText: "from 2 images" }).waitFor();
    const answer = (frame = form.frame) => frame.getByLabel("Images in progress", { exact: true });
    assert.equal(await answer().inputValue(), "out");
    assert.deepEqual(await accessibilityFaults(form.frame), []);
    await answer().selectOption("in");
    await form.choose({ name: "first", epochs: 1, steps: 1 });
    await form.press("Train");
    const run = await Training.inFront(vscode);
    await run.state("completed");
    const saved = (file: string) =>
      JSON.parse(fs.readFileSync(path.join(folder, "models/first", file), "utf8")) as object;
    assert.ok("inProgress" in saved("options.json"));
    const { split } = saved("model.json") as { split: { train: string[]; validation: string[] } };
    assert.deepEqual([split.train.length, split.validation.length], [3, 1]);
    assert.ok(split.train.includes(nameOf(4)));

    await run.press("Train again with changes…");
    const again = await vscode.ourPage('body[data-state="form"] form');
    assert.equal(await answer(again).inputValue(), "in");
  },
  { prepare: plainFolder },
);
