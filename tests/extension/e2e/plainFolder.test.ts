import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { accessibilityFaults } from "./accessibility";
import { size } from "./discs";
import { e2eTogether } from "./e2e";
import { Labelling, assertMask, maskOnDisk } from "./labelling";
import { there } from "./panes";
import { cellName, plainDiscs, plainName } from "./plainFolder";
import { seg, trainOnDiscs } from "./smallModel";
import type { Vscode } from "./vscode";

const stem = (image: number) => path.parse(cellName(image)).name;
const inOrder = [1, 2, 3, 4, 5, 6].map(stem);
const circle = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (eighth) =>
    [0.5 + 0.2 * Math.cos((eighth * Math.PI) / 4), 0.5 + 0.2 * Math.sin((eighth * Math.PI) / 4)] as [number, number],
);

function predicted(folder: string): void {
  plainDiscs(folder);
  const plain = path.join(folder, plainName);
  trainOnDiscs(plain);
  seg("predict", plain, "--model", path.join(plain, "models/tiny"), "--all");
}

e2eTogether(
  "a plain folder that Seg made a dataset, and a model",
  {
    "a prediction is corrected in the label editor": async (vscode) => {
      await vscode.palette("Seg: Show Predictions");
      const frame = await vscode.ourPage('body[data-state="results"] .panes');
      await there(frame);
      assert.deepEqual(await frame.locator(".images .name").allInnerTexts(), inOrder);
      await frame.locator(".images li", { hasText: stem(5) }).click();
      await frame.locator("h1", { hasText: stem(5) }).waitFor();
      await frame.getByRole("button", { name: "Correct in Label Editor" }).click();
      await vscode.page.locator(`.tab.active[data-resource-name="${cellName(5)}"]`).waitFor();
      const editor = await Labelling.inFront(vscode, size);
      await editor.frame.locator(".suggestion .primary").waitFor();
      await editor.useSuggestion();
      await editor.save();
      assert.ok(maskOnDisk(path.join(vscode.folder, plainName), cellName(5))?.includes(1));
      fs.rmSync(path.join(vscode.folder, plainName, "masks", cellName(5)));
    },

    "unlabelled images are ranked, and the first of them opens": async (vscode) => {
      await vscode.segView();
      await vscode.palette("Seg: Rank Unlabelled Images");
      const ranked = (place: number) =>
        vscode.page.locator(`.customview-tree .monaco-list-row[aria-label^="${place}. Ausschnitt ä"]`);
      await ranked(2).waitFor();
      await ranked(1).click();
      await Labelling.inFront(vscode, size);
    },
  },
  { prepare: predicted },
);

const stack = "Stapel ü 2.tif";
const stackSize = { width: 270, height: 225 };
const second = "Neue Bilder";

/** The same without a model, with what people have beside their images. */
function beginnings(folder: string): void {
  const kept = path.join(folder, "..", "stack.tif");
  fs.copyFileSync(path.join(folder, "stack.tif"), kept);
  plainDiscs(folder);
  const plain = path.join(folder, plainName);
  fs.renameSync(kept, path.join(plain, stack));
  const copies = ["Zwilling 1.png", "Zwilling 1.bmp", "Woche 2/Bild 1.png", `../${second}/Bild 1.png`];
  for (const copy of copies) {
    fs.mkdirSync(path.dirname(path.join(plain, copy)), { recursive: true });
    fs.copyFileSync(path.join(plain, cellName(6)), path.join(plain, copy));
  }
}

/** Names one class, as the form asks for it in a folder that is no dataset yet. */
async function nameClass(vscode: Vscode, name: string): Promise<void> {
  const form = await vscode.ourPage('body[data-state="classes"] input');
  await form.getByPlaceholder("for example: cell").first().fill(name);
  await form.getByRole("button", { name: "Start labelling" }).click();
}

e2eTogether(
  "a plain folder that Seg made a dataset",
  {
    "a page of a stack that is not the labelled one is only looked at, until it is made that": async (vscode) => {
      const plain = { folder: path.join(vscode.folder, plainName) };
      const masks = path.join(plain.folder, "masks");
      const mask = `${path.parse(stack).name}.png`;
      const editor = await Labelling.open(vscode, `${plainName}/${stack}`, stackSize);
      await editor.drag("l", circle);
      await editor.save();
      assertMask(plain, mask, editor.expected.values);
      const saved = fs.readFileSync(path.join(masks, mask));

      await editor.key("PageDown");
      const notice = editor.frame.locator(".page-notice", { hasText: "on page 2 nothing can be drawn" });
      await notice.waitFor();
      assert.deepEqual(await accessibilityFaults(editor.frame), []);
      await editor.key("f");
      await editor.click([0.1, 0.1]);
      await editor.frame.locator(".message", { hasText: "Nothing was drawn: page 1 is the labelled one." }).waitFor();
      await notice.getByRole("button", { name: "Back to Page 1" }).click();
      await notice.waitFor({ state: "hidden" });
      await editor.key("PageDown");
      await notice.getByRole("button", { name: "Make Page 2 the Labelled One…" }).click();
      await vscode.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Begin Anew" }).click();
      await notice.waitFor({ state: "hidden" });
      assert.deepEqual(fs.readFileSync(path.join(masks, `${mask}.1.bak`)), saved);
      assert.equal(maskOnDisk(plain.folder, mask), null);

      const anew = await Labelling.inFront(vscode, stackSize);
      await anew.drag("l", [...circle.slice(4), [0.9, 0.9]]);
      await anew.save();
      assertMask(plain, mask, anew.expected.values);
      await vscode.closeEditors();
      const again = await Labelling.open(vscode, `${plainName}/${stack}`, stackSize);
      await again.frame.locator(".status .page", { hasText: "Page 2 of" }).waitFor();
    },

    "each dataset remembers its own class; a new one begins with the first that is no background": async (vscode) => {
      const chosen = (name: string) => `.classes [aria-checked=true]:has-text("${name}")`;
      const editor = await Labelling.open(vscode, `${plainName}/${cellName(1)}`, size);
      await editor.frame.locator(chosen("disc")).waitFor();
      await editor.choose(0);
      await editor.key("d");
      await vscode.page.locator(`.tab.active[data-resource-name="${cellName(2)}"]`).waitFor();
      await (await Labelling.inFront(vscode, size)).frame.locator(chosen("background")).waitFor();
      await vscode.closeEditors();

      await vscode.contextMenu(`${second}/Bild 1.png`, "Label Image");
      await nameClass(vscode, "Zelle");
      const fresh = await Labelling.inFront(vscode, size);
      await fresh.drag("l", circle);
      await fresh.save();
      assertMask({ folder: path.join(vscode.folder, second) }, "Bild 1.png", fresh.expected.values);
    },

    "images that would have one mask, masks and images elsewhere are told apart, with what can be done": async (
      vscode,
    ) => {
      const plain = path.join(vscode.folder, plainName);
      const problem = async (file: string, words: string) => {
        await vscode.contextMenu(`${plainName}/${file}`, "Label Image");
        const frame = await vscode.ourPage('body[data-state="problem"] .card');
        await frame.locator(".card", { hasText: words }).waitFor();
        return frame;
      };
      const twin = await problem("Zwilling 1.png", "Zwilling 1.bmp and Zwilling 1.png have one mask");
      assert.deepEqual(await accessibilityFaults(twin), []);
      fs.rmSync(path.join(plain, "Zwilling 1.bmp"));
      await twin.getByRole("button", { name: "Try Again" }).click();
      await Labelling.inFront(vscode, size);
      await vscode.closeEditors();

      const mask = await problem(`masks/${cellName(1)}`, "is a mask");
      await mask.getByRole("button", { name: "Open Its Image" }).click();
      const image = await Labelling.inFront(vscode, size);
      await image.frame.locator("h1", { hasText: `Label ${plainName}/${cellName(1)}` }).waitFor({ state: "attached" });
      await vscode.page.locator(".tabs-container .tab").nth(1).waitFor({ state: "detached" });
      await vscode.closeEditors();

      const outside = await problem("Woche 2/Bild 1.png", "is in a dataset, but not in");
      await outside.getByRole("button", { name: "Label Its Folder by Itself" }).click();
      await nameClass(vscode, "Kolonie");
      await Labelling.inFront(vscode, size);
      assert.ok(fs.existsSync(path.join(plain, "Woche 2/seg.json")));
    },

    "its images are listed and gone through in the order in which people count": async (vscode) => {
      await vscode.segView();
      const rows = vscode.page.locator('.customview-tree .monaco-list-row[aria-label^="Ausschnitt"]');
      await rows.nth(5).waitFor();
      const seen = await rows.evaluateAll((all) =>
        all
          .map((row) => [Number(row.getAttribute("data-index")), row.getAttribute("aria-label") ?? ""] as const)
          .sort(([a], [b]) => a - b)
          .map(([, label]) => label.replace(/\.png,.*/, "")),
      );
      assert.deepEqual(seen, inOrder);
      await rows.filter({ hasText: cellName(4) }).click();
      await (await Labelling.inFront(vscode, size)).key("d");
      await vscode.page.locator(`.tab.active[data-resource-name="${cellName(5)}"]`).waitFor();
    },
  },
  { prepare: beginnings },
);
