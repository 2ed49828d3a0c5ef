import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { encode } from "fast-png";
import { accessibilityFaults } from "./accessibility";
import { e2e } from "./e2e";
import { assertMask, Labelling, maskOnDisk } from "./labelling";

const size = { width: 540, height: 450 };
const circle = Array.from({ length: 60 }, (_, i): [number, number] => [
  0.4 + 0.15 * Math.cos((i / 30) * Math.PI),
  0.5 + 0.2 * Math.sin((i / 30) * Math.PI),
]);

e2e("lasso, brush and fill are saved as they were drawn, after undo and redo", async (vscode) => {
  const editor = await Labelling.open(vscode, "images/c05_z_1.2.png", size);
  assert.equal(maskOnDisk(vscode.folder, "c05_z_1.2.png"), null);
  await editor.choose(1);
  await editor.drag("l", circle);
  await editor.choose(2);
  await editor.drag(
    "b",
    [
      [0.7, 0.2],
      [0.8, 0.3],
      [0.75, 0.6],
    ],
    6,
  );
  await editor.fill([0.4, 0.5]);
  await editor.save();
  assertMask(vscode, "c05_z_1.2.png", editor.expected.values);

  const filled = editor.expected.values.slice();
  await editor.step("Control+z");
  await editor.step("Control+z");
  await vscode.page.locator(".tab.active.dirty").waitFor();
  await editor.save();
  const undone = maskOnDisk(vscode.folder, "c05_z_1.2.png");
  assert.deepEqual([...new Set(undone)].sort(), [0, 1], "the lasso's class alone is left");
  await editor.step("Control+Shift+z");
  await editor.step("Control+Shift+z");
  await editor.save();
  assertMask(vscode, "c05_z_1.2.png", filled);
  assert.deepEqual(await accessibilityFaults(editor.frame), []);
});

e2e("the next image saves this one, and a mask that is there is loaded", async (vscode) => {
  const editor = await Labelling.open(vscode, "images/a01_z_-2.5.png", size);
  editor.expected.values.set(maskOnDisk(vscode.folder, "a01_z_-2.5.png") ?? []);
  await editor.choose(2);
  await editor.drag("l", circle);
  await editor.key("d");
  await vscode.page.locator('.tab.active[data-resource-name="a01_z_-4.75.png"]').waitFor();
  await vscode.page.locator('.tab[data-resource-name="a01_z_-2.5.png"]').waitFor({ state: "detached" });
  assertMask(vscode, "a01_z_-2.5.png", editor.expected.values);
});

e2e(
  "a folder without classes asks for them, and becomes a dataset",
  async (vscode) => {
    await vscode.contextMenu("images/c02_z_0.8.png", "Label Image");
    const frame = await vscode.ourPage('body[data-state="classes"] input');
    await frame.getByPlaceholder("for example: cell").first().fill("cell");
    await frame.getByRole("button", { name: "Start labelling" }).click();
    const editor = await Labelling.inFront(vscode, size);
    await editor.choose(1);
    await editor.drag("l", circle);
    await editor.save();
    assertMask(vscode, "c02_z_0.8.png", editor.expected.values);
    const { classes } = JSON.parse(fs.readFileSync(path.join(vscode.folder, "seg.json"), "utf8")) as {
      classes: { name: string }[];
    };
    assert.deepEqual(
      classes.map(({ name }) => name),
      ["background", "cell"],
    );
  },
  {
    prepare: (folder) => {
      fs.rmSync(path.join(folder, "seg.json"));
      fs.rmSync(path.join(folder, "masks"), { recursive: true });
    },
  },
);

e2e("a window opened on the folder of the images finds the dataset around it", async (vscode) => {
  await vscode.openFolder(path.join(vscode.folder, "images"));
  const editor = await Labelling.open(vscode, "c05_z_1.2.png", size);
  await editor.choose(1);
  await editor.drag("l", circle);
  await editor.save();
  assertMask(vscode, "c05_z_1.2.png", editor.expected.values);
});

e2e(
  "a stack of 16 bits is shown by the server and labelled",
  async (vscode) => {
    const editor = await Labelling.open(vscode, "images/stack.tif", { width: 270, height: 225 });
    await editor.choose(1);
    await editor.drag("l", circle);
    await editor.save();
    assertMask(vscode, "stack.png", editor.expected.values);
  },
  { prepare: (folder) => fs.renameSync(path.join(folder, "stack.tif"), path.join(folder, "images", "stack.tif")) },
);

e2e("an image beside the dataset's images says where it belongs", async (vscode) => {
  await vscode.contextMenu("stack.tif", "Label Image");
  const frame = await vscode.ourPage('body[data-state="problem"] button');
  assert.match(await frame.locator("body").innerText(), /but not in .*images, where its images are/);
});

e2e(
  "a mask that does not fit is shown with choices and stays as it was",
  async (vscode) => {
    const file = path.join(vscode.folder, "masks", "a01_z_-2.5.png");
    const before = fs.readFileSync(file);
    await vscode.contextMenu("images/a01_z_-2.5.png", "Label Image");
    const frame = await vscode.ourPage('body[data-state="problem"] button');
    assert.match(await frame.locator("body").innerText(), /do not belong together/);
    assert.deepEqual(fs.readFileSync(file), before);
    await frame.getByRole("button", { name: "Begin a New Mask" }).click();
    await Labelling.inFront(vscode, size);
    assert.deepEqual(fs.readFileSync(`${file}.1.bak`), before);
  },
  {
    prepare: (folder) => {
      const small = encode({ width: 8, height: 8, data: new Uint8Array(64), channels: 1, depth: 8 });
      fs.writeFileSync(path.join(folder, "masks", "a01_z_-2.5.png"), small);
    },
  },
);
