import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { randomOf, rounds } from "../rounds";
import { e2e, e2eTogether } from "./e2e";
import { explorerRow } from "./explorer";
import { assertMask, Labelling, maskOnDisk } from "./labelling";
import { kill } from "./processes";
import type { Vscode } from "./vscode";

const size = { width: 540, height: 450 };
const triangle: [number, number][] = [
  [0.2, 0.2],
  [0.6, 0.3],
  [0.4, 0.7],
];

/** An image with one object that is labelled and saved; gives what is on the disk then. */
async function savedTriangle(vscode: Vscode, name: string): Promise<{ editor: Labelling; saved: Uint8Array }> {
  const editor = await Labelling.open(vscode, `images/${name}`, size);
  await editor.choose(1);
  await editor.drag("l", triangle);
  await editor.save();
  return { editor, saved: editor.expected.values.slice() };
}

e2eTogether(
  "recovery",
  {
    "a stack is labelled and saved on when the server is killed": async (vscode) => {
      const editor = await Labelling.open(vscode, "images/stack.tif", { width: 270, height: 225 });
      await editor.choose(1);
      await editor.drag("l", triangle);
      kill(vscode.segServer().pid);
      await editor.drag("b", [[0.8, 0.8]], 6);
      await editor.save();
      assertMask(vscode, "stack.png", editor.expected.values);
    },

    "reverting takes back what was drawn since the last save": async (vscode) => {
      const name = "a04_z_-2.png";
      const { editor, saved } = await savedTriangle(vscode, name);
      const masks = await editor.masks();
      await editor.drag("b", [[0.8, 0.8]], 6);
      await vscode.palette("File: Revert File");
      await editor.until("mask read again", async () => (await editor.masks()) > masks);
      await vscode.page.locator(".tab.active:not(.dirty)").waitFor();
      editor.expected.values.set(saved);
      await editor.drag("b", [[0.8, 0.2]], 6);
      await editor.save();
      assertMask(vscode, name, editor.expected.values);
    },

    "strokes that are not to be saved when the image is closed are gone": async (vscode) => {
      const name = "b01_z_-6.png";
      const { editor, saved } = await savedTriangle(vscode, name);
      await editor.drag("b", [[0.8, 0.8]], 6);
      await vscode.page.locator(".tab.active.dirty").waitFor();
      await vscode.palette("View: Close Editor");
      await vscode.page.locator(".monaco-dialog-box").getByRole("button", { name: "Don't Save" }).click();
      await vscode.page.locator(".tab.active").waitFor({ state: "detached" });
      const again = await Labelling.open(vscode, `images/${name}`, size);
      await vscode.page.locator(".tab.active:not(.dirty)").waitFor();
      again.expected.values.set(saved);
      await again.choose(1);
      await again.drag("b", [[0.8, 0.2]], 6);
      await again.save();
      assertMask(vscode, name, again.expected.values);
    },

    "killing the extension host loses no stroke": async (vscode) => {
      const name = "b03_z_2.75.png";
      let { editor, saved } = await savedTriangle(vscode, name);
      for (const seed of rounds("kills of the extension host in VS Code", 1)) {
        const random = randomOf(seed);
        const place = (): [number, number] => [0.1 + 0.8 * random(), 0.1 + 0.8 * random()];
        await editor.choose(seed % 2 === 0 ? 2 : 1);
        await editor.drag("b", [place(), place()], 6);
        await vscode.page.locator(".tab.active.dirty").waitFor();
        for (const { pid } of vscode.extensionHosts()) kill(pid);
        assertMask(vscode, name, saved);
        await vscode.reload();
        const again = await Labelling.inFront(vscode, size);
        await vscode.page.locator(".tab.active.dirty").waitFor();
        await again.save();
        assertMask(vscode, name, editor.expected.values);
        saved = editor.expected.values.slice();
        again.expected.values.set(saved);
        editor = again;
      }
    },

    "strokes that are not saved are there again after a reload, and can be saved": async (vscode) => {
      const name = "c03_z_1.5.png";
      const editor = await Labelling.open(vscode, `images/${name}`, size);
      await editor.choose(1);
      await editor.drag("l", triangle);
      await vscode.page.locator(".tab.active.dirty").waitFor();
      await vscode.reload();
      const again = await Labelling.inFront(vscode, size);
      await vscode.page.locator(".tab.active.dirty").waitFor();
      assert.equal(maskOnDisk(vscode.folder, name), null);
      await again.save();
      assertMask(vscode, name, editor.expected.values);
    },

    "strokes wait for a dataset that is gone for a while": async (vscode) => {
      const name = "c04_z_0.2.png";
      const editor = await Labelling.open(vscode, `images/${name}`, size);
      await editor.choose(1);
      await editor.drag("l", triangle);
      await vscode.page.locator(".tab.active.dirty").waitFor();
      const dataset = path.join(vscode.folder, "seg.json");
      const away = `${dataset}.away`;
      fs.renameSync(dataset, away);
      await vscode.reload();
      await vscode.ourPage('body[data-state="classes"] input');
      fs.renameSync(away, dataset);
      await vscode.reload();
      const again = await Labelling.inFront(vscode, size);
      await vscode.page.locator(".tab.active.dirty").waitFor();
      await again.save();
      assertMask(vscode, name, editor.expected.values);
    },
  },
  { prepare: (folder) => fs.renameSync(path.join(folder, "stack.tif"), path.join(folder, "images", "stack.tif")) },
);

e2e(
  "a folder that leads out of the dataset is asked about, and where it cannot be written that is an error; the strokes stay",
  async (vscode) => {
    const editor = await Labelling.open(vscode, "images/c05_z_1.2.png", size);
    await editor.choose(1);
    await editor.drag("l", triangle);
    await editor.saveFails();
    const asked = await vscode.ourPage('body[data-state="problem"] button');
    await asked.getByRole("button", { name: "Write Where It Leads" }).click();
    const again = await Labelling.inFront(vscode, size);
    await again.key("Control+s");
    const fault = vscode.page.locator(".notification-toast, .monaco-dialog-box");
    await fault.filter({ hasText: "could not be saved" }).first().waitFor();
    await vscode.page.locator(".tab.active.dirty").waitFor();
    assert.deepEqual(fs.readdirSync(path.join(vscode.folder, "masks")), fs.readdirSync("/sys/kernel"));
    fs.unlinkSync(path.join(vscode.folder, "masks"));
    await again.save();
    assertMask(vscode, "c05_z_1.2.png", editor.expected.values);
  },
  {
    // Where not even root may write.
    prepare: (folder) => {
      fs.rmSync(path.join(folder, "masks"), { recursive: true });
      fs.symlinkSync("/sys/kernel", path.join(folder, "masks"));
    },
  },
);

e2e(
  "strokes that are not saved follow an image and its dataset's folder when these are renamed in VS Code",
  async (vscode) => {
    const editor = await Labelling.open(vscode, "set/images/c05_z_1.2.png", size);
    await editor.choose(1);
    await editor.drag("l", triangle);
    await vscode.page.locator(".tab.active.dirty").waitFor();
    await rename(vscode, "set/images/c05_z_1.2.png", "c06.png");
    await vscode.page.locator(".tab.active.dirty", { hasText: "c06.png" }).waitFor();
    await rename(vscode, "set", "renamed");
    await explorerRow(vscode.page, "renamed");
    const again = await Labelling.inFront(vscode, size);
    await vscode.page.locator(".tab.active.dirty").waitFor();
    await again.save();
    const saved = maskOnDisk(path.join(vscode.folder, "renamed"), "c06.png");
    assert.equal(Buffer.compare(saved ?? new Uint8Array(), editor.expected.values), 0);
    assert.equal(fs.existsSync(path.join(vscode.folder, "set")), false);
  },
  {
    prepare: (folder) => {
      fs.mkdirSync(path.join(folder, "set"));
      for (const name of ["seg.json", "images", "masks"])
        fs.renameSync(path.join(folder, name), path.join(folder, "set", name));
    },
  },
);

/** Renames a file or folder in the explorer. */
async function rename(vscode: Vscode, file: string, name: string): Promise<void> {
  await vscode.contextMenu(file, "Rename...");
  const input = vscode.page.locator(".explorer-item-edited input");
  await input.fill(name);
  await input.press("Enter");
  await input.waitFor({ state: "detached" });
}
