import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { decode, encode } from "fast-png";
import type { Frame } from "playwright-core";
import { accessibilityFaults } from "./accessibility";
import { e2e } from "./e2e";
import { lookOf, pixelsOf, there, viewOf } from "./panes";
import { smallModel } from "./smallModel";
import type { Vscode } from "./vscode";

/** A model that has hardly learned anything, and an image on both sides of its split. */
function leaking(folder: string): void {
  smallModel(folder);
  const { train, validation } = splitOf(folder);
  for (const part of ["images", "masks"])
    fs.copyFileSync(path.join(folder, part, `${train}.png`), path.join(folder, part, `${validation}.png`));
  // Taken again, not the same file: of that the model would know.
  const again = path.join(folder, "images", `${validation}.png`);
  const picture = decode(fs.readFileSync(again));
  picture.data[0] = (picture.data[0] ?? 0) ^ 1;
  fs.writeFileSync(again, encode(picture));
}

/** The first image of each side. */
function splitOf(folder: string): { readonly train: string; readonly validation: string } {
  const text = fs.readFileSync(path.join(folder, "models/tiny/model.json"), "utf8");
  const { split } = JSON.parse(text) as { split: { train: string[]; validation: string[] } };
  return { train: split.train[0] ?? "", validation: split.validation[0] ?? "" };
}

/** The view beside errors and advice. */
const view = (frame: Frame) => frame.locator(".review-view").getByRole("img");

/** The view, where it says that it shows the pixels of one cell. */
const cellShown = (frame: Frame) => viewOf(frame, /^Labelled /);

/** How much of the view is red, as a number of pixels. */
const red = async (frame: Frame) => {
  const pixels = await pixelsOf(view(frame), 1);
  return pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
};

/** Takes the place that VS Code's dialog proposes. */
async function saveAs({ page }: Vscode, file: string): Promise<void> {
  await page.waitForFunction(
    (name) => document.querySelector<HTMLInputElement>(".quick-input-widget input[type=text]")?.value === name,
    file,
  );
  await page.keyboard.press("Enter");
}

function sizeOf(png: string): readonly number[] {
  const { width, height } = decode(fs.readFileSync(png));
  return [width, height];
}

e2e(
  "advice is read, its evidence is looked at, errors lead to their places, and a report is exported",
  async (vscode) => {
    const { train, validation } = splitOf(vscode.folder);
    await vscode.palette("Seg: Look Inside a Model");
    const frame = await vscode.ourPage('body[data-state="inside"] .tabs');
    await frame.getByRole("tab", { name: "Advice" }).click();
    const leak = frame.locator(".advice", { hasText: "looks like training images" });
    await leak.waitFor();
    await leak.getByText(`"${validation}" is like "${train}"`).waitFor();
    const confusion = frame.locator(".advice", { hasText: /pixels are (missed|predicted as)/ }).first();
    await confusion.locator("button.place").first().click();
    await there(frame);
    await cellShown(frame).waitFor();
    await confusion.locator('button.place[aria-pressed="true"]').waitFor();
    await leak.getByRole("button", { name: validation }).click();
    await viewOf(frame, new RegExp(` in ${validation}$`)).waitFor();
    await leak.locator('button.place[aria-pressed="true"]', { hasText: validation }).waitFor();
    assert.equal(await confusion.locator('button.place[aria-pressed="true"]').count(), 0);
    await there(frame);
    assert.equal(await frame.getByLabel("Image", { exact: true }).inputValue(), validation);
    assert.deepEqual(await accessibilityFaults(frame), []);

    await frame.getByRole("button", { name: "Export Report…" }).click();
    const file = path.join(vscode.folder, "tiny.html");
    await saveAs(vscode, file);
    await vscode.page.getByText(`The report is in ${file}.`).first().waitFor();
    const report = fs.readFileSync(file, "utf8");
    assert.match(report, /looks like training images/);
    assert.match(report, /<img alt="prediction" src="data:image\/png;base64,/);

    await frame.getByRole("tab", { name: "Errors" }).click();
    await there(frame);
    const all = await red(frame);
    assert.ok(all > 0, "a model that has learned nothing is wrong somewhere");
    const wrong = frame.locator(".confusion button:not(.right):enabled").first();
    await wrong.click();
    await frame.locator('.confusion button[aria-pressed="true"]').waitFor();
    await there(frame);
    await cellShown(frame).waitFor();
    assert.ok((await red(frame)) <= all);
    await wrong.click();

    const before = await lookOf(view(frame), 0);
    const objects = frame.getByRole("list", { name: "Worst objects" }).getByRole("button");
    await objects
      .filter({ hasText: /missed|taken for/ })
      .first()
      .click();
    await frame.locator('.review-view .target path.over[d^="M"]').waitFor();
    await there(frame);
    assert.notEqual(await lookOf(view(frame), 0), before);
    await frame.locator(".review-view").focus();
    await vscode.page.keyboard.press("s");
    const image = await frame.getByLabel("Image", { exact: true }).inputValue();
    const png = path.join(vscode.folder, `${image} tiny errors.png`);
    await saveAs(vscode, png);
    await frame.locator(".outcome", { hasText: png }).waitFor();
    assert.deepEqual(sizeOf(png), sizeOf(path.join(vscode.imagesFolder, `${image}.png`)));
    await frame.getByRole("radio", { name: "Uncertainty" }).click();
    await there(frame);
    assert.deepEqual(await accessibilityFaults(frame), []);

    await frame.getByRole("button", { name: "Open in the label editor" }).click();
    const labels = await vscode.ourPage("span.zoom");
    // The object fills a good part of the view, which a whole picture never does.
    await labels.waitForFunction(() => parseFloat(document.querySelector("span.zoom")?.textContent ?? "") > 200);
  },
  { prepare: leaking },
);
