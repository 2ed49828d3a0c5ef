import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { e2eTogether } from "./e2e";
import { explorerRow } from "./explorer";
import { there, viewNames } from "./panes";
import { smallModel } from "./smallModel";

const names = (folder: string) => fs.readdirSync(folder).sort();

e2eTogether(
  "predict",
  {
    "a selection of images is predicted, and nothing else": async (vscode) => {
      const { page, folder } = vscode;
      await (await explorerRow(page, "images/a01_z_-2.5.png")).click();
      await (await explorerRow(page, "images/c01_z_0.25.png")).click({ modifiers: ["Control"] });
      await vscode.contextMenu("images/c01_z_0.25.png", "Predict…");
      const results = await vscode.ourPage('body[data-state="results"] .panes');
      const shown = await results.locator(".images .name").allInnerTexts();
      assert.deepEqual(shown, ["a01_z_-2.5", "c01_z_0.25"]);
      const predictions = path.join(folder, "predictions/tiny");
      assert.deepEqual(names(predictions), [
        "a01_z_-2.5.png",
        "c01_z_0.25.png",
        "images.csv",
        "objects.csv",
        "state.json",
      ]);
    },

    "a folder of new images and stacks is predicted beside them, and a broken file is reported": async (vscode) => {
      await vscode.contextMenu("new", "Predict…");
      await vscode.page.locator(".notification-toast", { hasText: "broken.png" }).waitFor();
      const results = await vscode.ourPage('body[data-state="results"] .panes');
      await there(results);
      const shown = await results.locator(".images .name").allInnerTexts();
      assert.deepEqual(shown, ["day1", "stack_page1", "stack_page2", "stack_page3", "stack_page4", "stack_page5"]);
      const pages = path.join(vscode.folder, "new/predictions/tiny");
      assert.ok(names(pages).includes("stack_page3.png"));
      // Another page of a stack of 16 bits has a picture of its own.
      await results.locator(".images .name", { hasText: "stack_page2" }).click();
      await results.locator("h1", { hasText: "stack_page2" }).waitFor();
      await there(results);
      assert.deepEqual(
        await viewNames(results),
        ["Image", "Prediction", "Uncertainty"].map((view) => `${view} of stack_page2`),
      );
    },
  },
  {
    prepare(folder) {
      smallModel(folder);
      // Else the first file, opened by its click, is at some later moment selected alone.
      fs.mkdirSync(path.join(folder, ".vscode"));
      fs.writeFileSync(path.join(folder, ".vscode/settings.json"), '{ "explorer.autoReveal": false }');
      fs.mkdirSync(path.join(folder, "new"));
      fs.copyFileSync(path.join(folder, "images/a01_z_-2.5.png"), path.join(folder, "new/day1.png"));
      fs.renameSync(path.join(folder, "stack.tif"), path.join(folder, "new/stack.tif"));
      fs.writeFileSync(path.join(folder, "new/broken.png"), "no picture");
    },
  },
);
