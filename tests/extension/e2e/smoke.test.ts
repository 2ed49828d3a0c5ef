import assert from "node:assert/strict";
import { e2e } from "./e2e";

e2e("the menu of an image opens it in the label editor", async (vscode) => {
  await vscode.contextMenu("images/a02_z_3.png", "Label Image");
  await vscode.ourPage();
  assert.deepEqual(await vscode.tabs(), ["a02_z_3.png"]);
});
