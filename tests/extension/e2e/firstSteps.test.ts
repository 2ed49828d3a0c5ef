import assert from "node:assert/strict";
import { e2e, e2eTogether } from "./e2e";
import { plainImages } from "./yeastFolder";

e2eTogether(
  "a folder without labels",
  {
    "the buttons of the walkthrough lead on, and tick nothing that was not done": async (vscode) => {
      const { page } = vscode;
      await vscode.palette("Welcome: Open Walkthrough...");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "Get Started with Seg" }).click();
      for (const [name, button] of [
        ["train", "Train Model…"],
        ["correct", "Rank Unlabelled Images"],
      ] as const) {
        const step = page.locator(`[data-step-id="seg.seg#start#${name}"]`);
        await step.locator(".step-title").click();
        await step.getByRole("button", { name: button }).click();
        const notice = page.locator(".notification-toast", { hasText: "No folder here has labels yet." });
        await notice.waitFor();
        await page.keyboard.press("Escape");
        await vscode.palette("Notifications: Clear All Notifications");
        await notice.waitFor({ state: "detached" });
        assert.equal(await step.getAttribute("aria-checked"), "false", name);
      }
    },
  },
  { prepare: plainImages },
);

e2e(
  "the walkthrough opens with the first dataset",
  async ({ page }) => page.locator('[data-step-id="seg.seg#start#label"]').waitFor(),
  { settings: { "workbench.startupEditor": "welcomePageInEmptyWorkbench" } },
);
