import assert from "node:assert/strict";
import { e2e } from "./e2e";

const withTrust = { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" };

e2e(
  "in a folder that is not trusted nothing of Seg is there; once it is, all is",
  async (vscode) => {
    const { page } = vscode;
    await vscode.palette("Workspaces: Manage Workspace Trust");
    // Said when all extensions are known.
    await page.getByText("extensions are disabled or have limited functionality").waitFor();
    await vscode.openContextMenu("images/a02_z_3.png", "Open to the Side");
    assert.equal(await page.locator(".monaco-menu").getByText("Label Image").count(), 0);
    await page.keyboard.press("Escape");
    assert.equal(vscode.extensionLog(), "");

    await page.getByRole("button", { name: "Trust", exact: true }).click();
    await vscode.contextMenu("images/a02_z_3.png", "Label Image");
    await vscode.ourPage();
  },
  { settings: withTrust },
);
