import type { Frame } from "playwright-core";
import { there } from "../extension/e2e/panes";
import type { Vscode } from "../extension/e2e/vscode";
import { demoModel, type Picture, pointAtNothing } from "./picture";

export const insidePictures: readonly Picture[] = [
  {
    name: "inside",
    ...{ width: 1400, height: 900, quality: 80, theme: "Dark" },
    prepare: demoModel,
    show: async (vscode) => {
      const frame = await lookInside(vscode);
      await frame.getByLabel("Image", { exact: true }).selectOption("c04_z_0.2");
      await frame.locator(`button.layer[data-layer="encoder.features.6"]`).click();
      await frame.getByLabel("Class", { exact: true }).selectOption({ label: "mother" });
      await frame.getByRole("radio", { name: "Region" }).click();
      await frame.getByLabel("Side by side").selectOption({ label: "Class daughter" });
      await frame.getByText("Draw around a region.").first().waitFor();
      await encircle(vscode, frame);
      await frame.getByLabel("Sorted by").selectOption("importance");
      await there(frame);
      await frame.locator("button.channel").first().click();
      await frame.locator("figcaption .title", { hasText: "Channel" }).first().waitFor();
      await frame.getByRole("button", { name: "Draw Pattern" }).click();
      await frame.getByRole("button", { name: "Save…" }).waitFor({ timeout: 300_000 });
      await there(frame);
      await pointAtNothing(vscode);
    },
  },
  {
    name: "errors",
    ...{ width: 1300, height: 820, quality: 82, theme: "Light" },
    prepare: demoModel,
    show: async (vscode) => {
      const frame = await lookInside(vscode);
      await frame.getByRole("tab", { name: "Errors" }).click();
      await frame.getByRole("button", { name: "labelled daughter, predicted mother" }).click({ timeout: 300_000 });
      await frame.locator(".worst .name", { hasText: "b02_z_1.25" }).first().click();
      await there(frame);
      await pointAtNothing(vscode);
    },
  },
];

/** Opens the panel on the demo's model, and gives it the room of the side bar. */
async function lookInside(vscode: Vscode): Promise<Frame> {
  await vscode.palette("Seg: Look Inside a Model");
  const frame = await vscode.ourPage('body[data-state="inside"] .panes');
  await frame.locator("button.layer").first().waitFor();
  await there(frame);
  await vscode.palette("View: Toggle Primary Side Bar Visibility");
  await vscode.page.locator(".explorer-folders-view:visible").waitFor({ state: "detached" });
  return frame;
}

/** Draws around the middle of the first view. */
async function encircle({ page }: Vscode, frame: Frame): Promise<void> {
  const box = await frame.locator(".view:visible").first().boundingBox();
  if (!box) throw new Error("The view is not on the screen.");
  const radius = 0.14 * box.height;
  for (let i = 0; i < 60; i++) {
    const angle = (i / 30) * Math.PI;
    const x = box.x + 0.49 * box.width + 1.08 * radius * Math.cos(angle);
    await page.mouse.move(x, box.y + 0.42 * box.height + radius * Math.sin(angle));
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}
