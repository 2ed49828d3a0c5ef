import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { accessibilityFaults } from "./accessibility";
import { e2e } from "./e2e";
import { labelOf, size } from "./discs";
import { lookOf, pixelsOf, there } from "./panes";
import { discModel } from "./smallModel";

const title = (frame: Frame, view = 0) => frame.locator("figcaption .title:visible").nth(view).innerText();
/** The colours over the picture of a view, as a text. */
const overlay = (frame: Frame, view = 0) => lookOf(frame.locator(".view:visible").nth(view), 1);

/**
 * How light the colours over the picture are on the discs and beside them; the lighter the more, as the legend has it.
 * The whole picture is in the middle of the view.
 */
async function heat(frame: Frame, image: number): Promise<{ readonly onDiscs: number; readonly beside: number }> {
  const view = frame.locator(".view:visible").first();
  const box = await view.boundingBox();
  assert.ok(box);
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  const scale = Math.min(width / size.width, height / size.height);
  const pixels = await pixelsOf(view, 1);
  const found = { sum: [0, 0], count: [0, 0] };
  labelOf(image).forEach((label, at) => {
    const x = Math.floor((width - size.width * scale) / 2 + ((at % size.width) + 0.5) * scale);
    const y = Math.floor((height - size.height * scale) / 2 + (Math.floor(at / size.width) + 0.5) * scale);
    const [red = 0, green = 0, blue = 0, alpha] = pixels.subarray((y * width + x) * 4);
    assert.equal(alpha, 255);
    found.sum[label] = (found.sum[label] ?? 0) + 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    found.count[label] = (found.count[label] ?? 0) + 1;
  });
  const mean = (label: number) => (found.sum[label] ?? 0) / (found.count[label] ?? 1);
  return { onDiscs: mean(1), beside: mean(0) };
}

e2e(
  "a model is looked into: layers, a class, a region, two classes, a channel and its pattern, and all again after a reload",
  async (vscode) => {
    const { page } = vscode;
    await vscode.palette("Seg: Look Inside a Model");
    const frame = await vscode.ourPage('body[data-state="inside"] .panes');
    await frame.locator("button.layer").first().waitFor();
    await there(frame);
    await channelsDrawn(frame);
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

    // What speaks for a class is where its objects are, whatever the method; and for the ground, beside them.
    const layer = frame.getByRole("button", { name: /^2\.conv2/ });
    await layer.click();
    for (const method of ["Seg-Grad-CAM", "Grad-CAM++", "HiResCAM", "Class probability"]) {
      await frame.getByLabel("Method").selectOption({ label: method });
      // Its weights are positive wherever a gradient is, so that it need not tell the ground from what lies on it.
      const names = method === "Grad-CAM++" ? ["disc"] : ["disc", "background"];
      for (const name of names) {
        await frame.getByLabel("Class", { exact: true }).selectOption({ label: name });
        await there(frame);
        assert.match(await title(frame), new RegExp(`^${method.replaceAll("+", "\\+")} of ${name}`));
        const { onDiscs, beside } = await heat(frame, 1);
        const [on, elsewhere] = name === "disc" ? [onDiscs, beside] : [beside, onDiscs];
        const least = method === "Class probability" ? 5 : 1;
        assert.ok(on > least * elsewhere, `${method} of ${name}: ${on} where it is, ${elsewhere} elsewhere`);
      }
    }
    await frame.getByLabel("Method").selectOption({ label: "Seg-Grad-CAM" });
    await there(frame);
    const ofClass = await overlay(frame);

    await frame.getByRole("radio", { name: "Region" }).click();
    await frame.getByText("Draw around a region.").first().waitFor();
    const box = await frame.locator(".view:visible").first().boundingBox();
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
    assert.notEqual(await frame.locator(".target .over").first().getAttribute("d"), "");

    await frame.getByLabel("Side by side").selectOption({ label: "Class disc" });
    await there(frame);
    assert.match(await title(frame, 1), /disc/);
    assert.notEqual(await overlay(frame, 1), await overlay(frame));
    assert.deepEqual(await accessibilityFaults(frame), []);

    await frame.getByLabel("Sorted by").selectOption("importance");
    await channelsDrawn(frame);
    await frame.locator("button.channel").first().click();
    await frame.locator("figcaption .title", { hasText: "Channel" }).first().waitFor();
    await there(frame);
    await frame.getByRole("button", { name: "Draw Pattern" }).click();
    await frame.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 1);
    await frame.getByRole("button", { name: "Cancel" }).click();
    await frame.getByText("Cancelled.").waitFor();
    assert.deepEqual(await accessibilityFaults(frame), []);

    const shown = await title(frame);
    await frame.locator(".panes").focus();
    await page.keyboard.press("s");
    const file = path.join(vscode.folder, "inside.png");
    const input = page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await input.fill(file);
    await page.keyboard.press("Enter");
    await frame.locator(".outcome", { hasText: file }).waitFor();
    assert.equal(fs.readFileSync(file).subarray(1, 4).toString(), "PNG");

    const channel = /^Channel (\d+)/.exec(shown)?.[1];
    assert.ok(channel, shown);
    await vscode.reload("Inside tiny – sample-data", new RegExp(`channel\\W+${channel}\\b`));
    const again = await vscode.ourPage('body[data-state="inside"] .panes');
    await again.locator("button.layer[aria-current]").waitFor();
    await there(again);
    assert.equal(await title(again), shown);
    assert.match(await title(again, 1), /disc/);
    await page.keyboard.press("Escape");
  },
  { prepare: discModel },
);

/** Until the channels in view have their pictures. */
async function channelsDrawn(frame: Frame): Promise<void> {
  await frame.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("button.channel canvas");
    const pixel = canvas?.getContext("2d")?.getImageData(0, 0, 1, 1).data;
    return pixel?.[3] === 255;
  });
}
