import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { accessibilityFaults } from "./accessibility";
import { discs, labelOf, size } from "./discs";
import { e2e } from "./e2e";
import { assertMask, Labelling, maskOnDisk } from "./labelling";
import { Training } from "./training";
import type { Vscode } from "./vscode";

const ranked = (place: number) => `.customview-tree .monaco-list-row[aria-label^="${place}. disc"]`;
/** The middle of one of the three discs of the fifth image, as shares of its size. */
const second: [number, number] = [65 / size.width, 27 / size.height];

e2e(
  "train, suggest, drop, use, correct and save; undo takes a suggestion back in one step",
  async (vscode) => {
    await train(vscode, "first");
    const editor = await Labelling.open(vscode, "images/disc5.png", size);
    await editor.suggestion();
    assert.deepEqual(await accessibilityFaults(editor.frame), []);
    await editor.click(second);
    await editor.frame.locator(".suggestion", { hasText: "disc: 2 of 3" }).waitFor();
    await editor.useSuggestion();
    await editor.save();
    const used = maskOnDisk(vscode.folder, "disc5.png");
    assert.ok(used);
    assert.ok(iou(used, labelOf(5)) > 0.4, "Two of three discs are labelled.");
    assert.equal(used[27 * size.width + 65], 0, "The one that was dropped is not.");

    editor.expected.values.set(used);
    await editor.choose(1);
    await editor.drag("b", [second], 6);
    await editor.save();
    assertMask(vscode, "disc5.png", editor.expected.values);
    await editor.step("Control+z");
    await editor.step("Control+z");
    await editor.save();
    assert.equal(maskOnDisk(vscode.folder, "disc5.png"), null, "There is nothing left that was labelled.");
  },
  { prepare: discs },
);

e2e(
  "unlabelled images are ranked and predicted, one is corrected, and training again shows what it gained",
  async (vscode) => {
    const { page, folder } = vscode;
    await train(vscode, "first");
    await vscode.segView();
    await vscode.palette("Seg: Rank Unlabelled Images");
    await page.locator(ranked(1)).waitFor();
    await page.locator(ranked(2)).waitFor();
    assert.match(fs.readFileSync(path.join(folder, "predictions/first/ranking.csv"), "utf8"), /^image,.*\n.*\n.*\n$/);

    // What is ranked first opens; its prediction becomes its label.
    await vscode.palette("Seg: Label Top-Ranked Image");
    const editor = await Labelling.inFront(vscode, size);
    const labelled = await page.locator(".tab.active .label-name").innerText();
    await editor.suggestion();
    await editor.useSuggestion();
    await editor.done();
    await editor.save();
    await page.locator(ranked(2)).waitFor({ state: "detached" });
    assert.ok(iou(maskOnDisk(folder, labelled)!, labelOf(Number(labelled.at(4)))) > 0.6);

    await vscode.palette("Seg: Predict Unlabelled Images");
    const results = await vscode.ourPage('body[data-state="results"]');
    const rest = labelled === "disc5.png" ? "disc6" : "disc5";
    await results.locator(".images [aria-selected=true]", { hasText: rest }).waitFor();
    assert.match(fs.readFileSync(path.join(folder, "predictions/first/images.csv"), "utf8"), /disc5.*\ndisc6/);

    await vscode.palette("Seg: Train Model…");
    const panel = await Training.inFront(vscode);
    await panel.press("Train again with changes…");
    await panel.frame.locator('body[data-state="form"]').waitFor();
    await panel.fill("Name", "second");
    await panel.press("Train");
    await panel.frame.locator(".run h1", { hasText: "second" }).waitFor();
    await panel.state("completed");
    await panel.frame.locator(".runs", { hasText: "since first with 1 more image" }).waitFor();
    await panel.press("Compare curves of first");
    await panel.frame.locator(".charts", { hasText: "first" }).waitFor();
    await panel.frame.getByRole("radio", { name: "Training crops" }).click();
    await panel.frame
      .getByRole("img", { name: /^Scores: .*, mean on training crops 0\.\d+, mean on validation/ })
      .waitFor();
  },
  { prepare: discs },
);

/** A network that knows discs from the ground. */
async function train(vscode: Vscode, name: string): Promise<void> {
  const form = await Training.form(vscode);
  await form.choose({ name, epochs: 6, steps: 20 });
  await form.press("Train");
  const run = await Training.inFront(vscode);
  await run.state("completed");
  const score = await run.bestMeanIou();
  assert.ok(score > 0.8, `The discs are learned to a mean IoU of ${score}.`);
}

function iou(found: Uint8Array, truth: Uint8Array): number {
  const both = found.filter((value, at) => value === 1 && truth[at] === 1).length;
  const any = found.filter((value, at) => value === 1 || truth[at] === 1).length;
  return both / any;
}
