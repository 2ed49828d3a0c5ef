import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { accessibilityFaults } from "./accessibility";
import { e2e } from "./e2e";
import { smallModel } from "./smallModel";

/** The colours of a view, without the picture below. */
const overlay = (frame: Frame, pane = 0) =>
  frame
    .locator(`[data-pane="${pane}"] canvas[data-layer="overlay"]`)
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

async function there(frame: Frame): Promise<void> {
  await frame.waitForFunction(() => document.querySelector('.pane:not([hidden]) .view[data-state="missing"]') === null);
}

e2e(
  "a model is looked into: its layers, a class, a region, a channel and its pattern",
  async (vscode) => {
    await vscode.palette("Seg: Look Inside a Model");
    const frame = await vscode.ourPage('body[data-state="inside"] .panes');
    await frame.locator("button.layer").first().waitFor();
    await there(frame);
    assert.deepEqual(await accessibilityFaults(frame), []);
    const first = await overlay(frame);
    await frame.locator('button.layer[data-layer="head"]').click();
    await there(frame);
    assert.notEqual(await overlay(frame), first);
  },
  { prepare: smallModel },
);
