import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { accessibilityFaults } from "./accessibility";
import { e2e } from "./e2e";
import { smallModel } from "./smallModel";

/** The colours over the picture of a view, as a short text. */
async function overlay(frame: Frame, pane = 0): Promise<string> {
  const canvas = frame.locator(`[data-pane="${pane}"] canvas[data-layer="overlay"]`);
  const picture = await canvas.evaluate((each: HTMLCanvasElement) => each.toDataURL());
  return createHash("sha256").update(picture).digest("hex");
}
const title = (frame: Frame, pane = 0) => frame.locator(`[data-pane="${pane}"] .title`).innerText();

/** Until the views show what was asked for last. */
async function there(frame: Frame): Promise<void> {
  await frame.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await frame.waitForFunction(() => document.querySelector('.pane:not([hidden]) .view[data-state="missing"]') === null);
}

e2e(
  "a model is looked into: layers, a class, a region, two classes, a channel and its pattern, and all again after a reload",
  async (vscode) => {
    const { page } = vscode;
    await vscode.palette("Seg: Look Inside a Model");
    const frame = await vscode.ourPage('body[data-state="inside"] .panes');
    await frame.locator("button.layer").first().waitFor();
    await there(frame);
    await frame.locator('button.channel canvas[data-state="there"]').first().waitFor();
    assert.equal(await frame.locator("button.layer").count(), 19);
    assert.equal(await frame.locator(".skips .skip").count(), 4);
    assert.deepEqual(await accessibilityFaults(frame), []);

    // Walk the layers by the keyboard: in the order of the forward pass.
    const bottleneck = await overlay(frame);
    await frame.locator("button.layer[aria-current]").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(
      await frame.locator("button.layer[aria-current]").getAttribute("data-layer"),
      "decoder.blocks.0.conv1",
    );
    await there(frame);
    assert.notEqual(await overlay(frame), bottleneck);

    // What was on screen is there again at once: nothing is asked for.
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await there(frame);
    assert.equal(await overlay(frame), bottleneck);

    await frame.getByLabel("Class", { exact: true }).selectOption({ label: "background" });
    await there(frame);
    assert.match(await title(frame), /background/);
    const ofClass = await overlay(frame);

    await frame.getByRole("radio", { name: "Region" }).click();
    await frame.getByText("Draw around a region.").first().waitFor();
    const box = await frame.locator('[data-pane="0"] .view').boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x - 30, y - 30);
    await page.mouse.down();
    for (const [dx, dy] of [
      [30, -30],
      [30, 30],
      [-30, 30],
    ] as const)
      await page.mouse.move(x + dx, y + dy, { steps: 4 });
    await page.mouse.up();
    await there(frame);
    assert.notEqual(await overlay(frame), ofClass);
    assert.notEqual(await frame.locator('[data-pane="0"] .target .over').getAttribute("d"), "");

    await frame.getByLabel("Side by side").selectOption({ label: "Class mother" });
    await there(frame);
    assert.match(await title(frame, 1), /mother/);
    assert.notEqual(await overlay(frame, 1), await overlay(frame));
    assert.deepEqual(await accessibilityFaults(frame), []);

    await frame.getByLabel("Sorted by").selectOption("importance");
    await frame.locator('button.channel canvas[data-state="there"]').first().waitFor();
    await frame.locator("button.channel").first().click();
    await frame.locator('[data-pane="0"] .title', { hasText: "Channel" }).waitFor();
    await there(frame);
    await frame.getByRole("button", { name: "Draw Pattern" }).click();
    await frame.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 1);
    await frame.getByRole("button", { name: "Cancel" }).click();
    await frame.getByText("It was cancelled.").waitFor();
    assert.deepEqual(await accessibilityFaults(frame), []);

    const shown = await title(frame);
    await frame.locator(".panes").focus();
    await page.keyboard.press("s");
    const file = path.join(vscode.folder, "inside.png");
    const input = page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(file);
    await page.keyboard.press("Enter");
    await frame.locator(".told", { hasText: file }).waitFor();
    assert.equal(fs.readFileSync(file).subarray(1, 4).toString(), "PNG");

    await vscode.reload("Inside tiny – sample-data");
    const again = await vscode.ourPage('body[data-state="inside"] .panes');
    await again.locator("button.layer[aria-current]").waitFor();
    await there(again);
    assert.equal(await title(again), shown);
    assert.match(await title(again, 1), /mother/);
    await page.keyboard.press("Escape");
  },
  { prepare: smallModel },
);
