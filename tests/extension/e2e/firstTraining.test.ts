import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { accessibilityFaults } from "./accessibility";
import { e2eTogether } from "./e2e";
import { Training } from "./training";
import { cells, plainName, yeastFolder } from "./yeastFolder";

e2eTogether(
  "a first training on a plain folder",
  {
    "a split that leaks is said before and after, also when training again, and one click keeps fields of view together":
      async (vscode) => {
        const config = path.join(vscode.folder, plainName, "seg.json");
        const before = fs.readFileSync(config, "utf8").replace("{", "{ // von Hand");
        fs.writeFileSync(config, before);
        const form = await Training.form(vscode);
        const { frame } = form;
        const leak = frame.locator(".leak");
        const summary = frame.locator(".summary");
        await leak.getByText("1 of 1 images held back shows a field of view that is trained on").waitFor();
        assert.match(await leak.innerText(), /“Zelle ä1_z_3.5” is of the same field as “Zelle ä1_z_-2”/);
        assert.match(await leak.locator("li").innerText(), /^Zelle ä1\s*Zelle ä1_z_-2, Zelle ä1_z_3.5$/);
        assert.match(await summary.innerText(), /shown after the first steps/);
        assert.deepEqual(await accessibilityFaults(frame), []);

        await form.choose({ name: "erste", epochs: 1, steps: 2 });
        await form.press("Train");
        const run = await Training.inFront(vscode);
        await run.state("completed");
        await frame.locator(".worse", { hasText: "shows the same field of view as training images" }).waitFor();
        await frame.getByRole("button", { name: "Predict the 2 unlabelled" }).waitFor();
        assert.deepEqual(await accessibilityFaults(frame), []);

        await run.press("Train again with changes…");
        await leak.getByText("“Zelle ä1_z_3.5” is of the same field").waitFor();
        assert.match(await summary.innerText(), /It takes about .*, estimated from erste\./);
        await form.press("Keep Fields of View Together");
        await leak.waitFor({ state: "hidden" });
        const after = fs.readFileSync(config, "utf8");
        assert.equal(after.replace(/,\s*"split": \{ "group": "\^\(\.\+\)_z_" \}/, ""), before);
        assert.notEqual(after, before);
        assert.equal(await frame.getByLabel("Validation images", { exact: true }).inputValue(), "default");

        await run.press("Train");
        await frame.locator(".run h1", { hasText: "model-1" }).waitFor();
        await run.state("completed");
        await run.ended();
        assert.equal(await frame.locator(".worse").innerText(), "");
      },

    "the panel of a model leads on to its advice": async (vscode) => {
      await vscode.segView();
      await vscode.page.locator('.customview-tree .monaco-list-row[aria-label^="erste, "]').click();
      const run = await Training.inFront(vscode);
      await run.press("What would make it better");
      const inside = await vscode.ourPage("#tab-advice");
      await inside.locator("#tab-advice").waitFor();
    },

    "with one labelled image the form says that there will be no score": async (vscode) => {
      for (const cell of cells.slice(1, 4)) fs.rmSync(path.join(vscode.folder, plainName, "masks", cell));
      const { frame } = await Training.form(vscode);
      await frame.locator(".no-score", { hasText: "With one labelled image, nothing is left to measure on" }).waitFor();
    },
  },
  { prepare: yeastFolder },
);
