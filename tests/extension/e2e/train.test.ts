import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { accessibilityFaults } from "./accessibility";
import { e2e, e2eTogether } from "./e2e";
import { kill } from "./processes";
import { fewImages, Training } from "./training";

const rowOf = (name: string) => `.customview-tree .monaco-list-row[aria-label^="${name}, "]`;
const status = (text: string) => `[id="seg.seg.seg.server"][aria-label*="${text}"]`;

e2eTogether(
  "trainings",
  {
    "a training outlives the server, and one that is killed is shown as interrupted and goes on when asked": async (
      vscode,
    ) => {
      const { page, folder } = vscode;
      const form = await Training.form(vscode);
      await form.choose({ name: "second", epochs: 1000, steps: 20 });
      await form.press("Train");
      const run = await Training.inFront(vscode);
      await run.above("Epochs", 0);
      kill(vscode.segServer().pid);
      await run.above("Steps", await run.fact("Steps"));
      await run.state("running");

      kill(run.process().pid);
      await run.state("killed");
      await vscode.segView();
      const menu = async (row: string, entry: string) => {
        await page.locator(row).click({ button: "right" });
        await vscode.choose(entry);
      };
      await menu(`${rowOf("second")}[aria-label*="interrupted"]`, "Continue Training");
      await run.state("running");
      const events = fs.readFileSync(path.join(folder, "models/second/events.jsonl"), "utf8").trim().split("\n");
      assert.equal(events.filter((line) => line.includes('"type":"start"')).length, 2);

      await menu(rowOf("second"), "Stop Training");
      await run.state("stopped");
      await run.ended();
      await menu(`${rowOf("second")}[aria-label*="stopped"]`, "Rename…");
      await page.locator(".quick-input-widget input").fill("third");
      await page.keyboard.press("Enter");
      await page.locator('.tab.active[aria-label^="third"]').waitFor();
      await run.frame.locator(".run h1", { hasText: "third" }).waitFor();
      await menu(rowOf("third"), "Delete…");
      await page.locator(".monaco-dialog-box").getByRole("button", { name: "Delete" }).click();
      await page.locator(rowOf("third")).waitFor({ state: "detached" });
      await run.frame.locator('body[data-state="form"]').waitFor();
      assert.ok(!fs.existsSync(path.join(folder, "models/third")));
    },

    "a training is begun, watched, found again after a reload, stopped and continued": async (vscode) => {
      const { page } = vscode;
      const form = await Training.form(vscode);
      assert.deepEqual(await accessibilityFaults(form.frame), []);
      await form.choose({ name: "first", epochs: 1000, steps: 20 });

      // What only the server can know to be wrong is said at its field, until that is changed.
      await form.frame.getByLabel("Loss", { exact: true }).selectOption({ label: "Custom…" });
      await form.fill("Custom loss", "ce +");
      await form.press("Train");
      const wrong = form.frame.locator('input[aria-invalid="true"]');
      await wrong.waitFor();
      assert.equal(await wrong.getAttribute("name"), "loss");
      assert.ok(await wrong.evaluate((input) => input === document.activeElement));
      const [, problem] = (await wrong.getAttribute("aria-describedby"))?.split(" ") ?? [];
      assert.match(await form.frame.locator(`#${problem}`).innerText(), /^Cannot read the loss "ce \+" at character 5/);
      assert.deepEqual(await accessibilityFaults(form.frame), []);
      await form.fill("Custom loss", "ce + dice");
      assert.equal(await form.frame.locator('[aria-invalid="true"]').count(), 0);
      await form.press("Train");
      const run = await Training.inFront(vscode);
      await run.state("running");
      await run.above("Epochs", 0);
      await run.frame.locator(".previews img").first().waitFor();
      await run.frame.waitForFunction(
        () => (document.querySelector<HTMLImageElement>(".previews img")?.naturalWidth ?? 0) > 0,
      );
      await page.locator(status("first, epoch")).waitFor();
      assert.deepEqual(await accessibilityFaults(run.frame), []);
      const { pid } = run.process();
      const before = await run.fact("Steps");

      await vscode.reload();
      const again = await Training.inFront(vscode);
      await again.state("running");
      await again.above("Steps", before);
      assert.equal(again.process().pid, pid);
      await page.locator(status("first, epoch")).waitFor();

      await again.press("Stop");
      await again.state("stopped");
      await again.ended();
      const stopped = await again.fact("Steps");
      await vscode.segView();
      await page.locator(`${rowOf("first")}[aria-label*="stopped after epoch"]`).waitFor();

      await again.press("Continue…");
      await again.frame.locator('body[data-state="form"]').waitFor();
      await again.fill("Epochs", "1100");
      await again.press("Continue");
      await again.state("running");
      await again.above("Steps", stopped);
      await again.press("Stop");
      await again.state("stopped");
      await again.ended();
    },

    "two windows agree on what trains: one begins it, the other shows it and stops it": async (vscode) => {
      const other = await vscode.anotherWindow();
      const form = await Training.form(vscode);
      await form.choose({ name: "shared", epochs: 1000, steps: 20 });
      await form.press("Train");
      const run = await Training.inFront(vscode);
      await run.above("Epochs", 0);
      await vscode.segView(other);
      await other.locator(`${rowOf("shared")}[aria-label*="epoch"]`).click({ button: "right" });
      await vscode.choose("Stop Training", other);
      await other.locator(`${rowOf("shared")}[aria-label*="stopped after epoch"]`).waitFor();
      await run.state("stopped");
    },
  },
  { prepare: fewImages },
);

e2e(
  "what is wrong with the labels is shown in the form, and leads to the image",
  async (vscode) => {
    const { frame } = await Training.form(vscode);
    await frame.locator(".problems button").first().click();
    await vscode.page.locator('.tab.active[data-resource-name="a01_z_-2.5.png"]').waitFor();
  },
  {
    prepare: (folder) => {
      fewImages(folder);
      fs.cpSync(path.join(folder, "images/c01_z_0.25.png"), path.join(folder, "masks/a01_z_-2.5.png"));
    },
  },
);

e2e(
  "without a server the panel says what is missing",
  async (vscode) => {
    await vscode.palette("Seg: Train Model…");
    const frame = await vscode.ourPage('body[data-state="failed"] .failed');
    assert.match(await frame.locator(".failed").innerText(), /SEG_SERVER names the server .*does not exist/);
    assert.deepEqual(await accessibilityFaults(frame), []);
  },
  { environment: { SEG_SERVER: "/nowhere/seg" } },
);
