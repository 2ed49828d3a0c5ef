import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { accessibilityFaults } from "./accessibility";
import { discs, labelOf, size } from "./discs";
import { e2e } from "./e2e";
import { assertMask, Labelling, maskOnDisk } from "./labelling";
import { Training } from "./training";

const rowOf = (name: string) => `.customview-tree .monaco-list-row[aria-label^="${name}, "]`;

e2e(
  "train, suggest, correct, save, label what comes next, and train again",
  async (vscode) => {
    const { page } = vscode;
    const form = await Training.form(vscode);
    await form.choose({ name: "first", epochs: 6, steps: 20 });
    await form.press("Train");
    const run = await Training.inFront(vscode);
    await run.state("completed");
    const score = await run.bestMeanIou();
    assert.ok(score > 0.8, `The discs are learned to a mean IoU of ${score}.`);

    const editor = await Labelling.open(vscode, "images/disc5.png", size);
    await editor.suggestion();
    assert.deepEqual(await accessibilityFaults(editor.frame), []);
    // One of the three discs is dropped by a click, and is drawn by hand.
    await editor.click([(70 - 5) / size.width, 27 / size.height]);
    await editor.frame.locator(".suggestion", { hasText: "disc: 2 of 3" }).waitFor();
    await editor.useSuggestion();
    await editor.save();
    const used = maskOnDisk(vscode.folder, "disc5.png");
    assert.ok(used && iou(used, labelOf(5)) > 0.4, "Two of three discs are labelled.");
    editor.expected.values.set(used);
    await editor.choose(1);
    await editor.drag("b", [[(70 - 5) / size.width, 27 / size.height]], 6);
    await editor.save();
    assertMask(vscode, "disc5.png", editor.expected.values);
    await editor.step("Control+z");
    await editor.step("Control+z");
    await editor.save();
    assertMask(vscode, "disc5.png", new Uint8Array(size.width * size.height));

    await page.locator('.activitybar .action-label[aria-label="Seg"]').click();
    await vscode.palette("Seg: Rank Unlabelled Images");
    await page.locator(rowOf("1. disc6")).waitFor();
    assert.ok(fs.existsSync(path.join(vscode.folder, "predictions/first/disc6.png")));
    await page.screenshot({ path: "/tmp/shots/loop.png" });
  },
  { prepare: discs },
);

function iou(found: Uint8Array, truth: Uint8Array): number {
  const both = found.filter((value, at) => value === 1 && truth[at] === 1).length;
  const any = found.filter((value, at) => value === 1 || truth[at] === 1).length;
  return both / any;
}
