import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { decode, encode } from "fast-png";
import type { Picture } from "../../../extension/shared/picture/picture";
import { accessibilityFaults } from "./accessibility";
import { e2e, e2eTogether } from "./e2e";
import { assertMask, Labelling, maskOnDisk } from "./labelling";
import { isPlain } from "./plainFolder";
import type { Vscode } from "./vscode";

const size = { width: 540, height: 450 };
const circle = Array.from({ length: 60 }, (_, i): [number, number] => [
  0.4 + 0.15 * Math.cos((i / 30) * Math.PI),
  0.5 + 0.2 * Math.sin((i / 30) * Math.PI),
]);

e2eTogether(
  "labelling",
  {
    // Beside a plain folder's images there is nothing.
    ...(!isPlain && {
      "an image beside the dataset's images says where it belongs": async (vscode: Vscode) => {
        await vscode.contextMenu("stack.tif", "Label Image");
        const frame = await vscode.ourPage('body[data-state="problem"] button');
        assert.match(await frame.locator("body").innerText(), /but not in .*images, where its images are/);
      },
    }),

    "the menu of an image opens it in the label editor": async (vscode) => {
      await vscode.contextMenu("images/a02_z_3.png", "Label Image");
      await vscode.ourPage();
      assert.deepEqual(await vscode.tabs(), ["a02_z_3.png"]);
    },

    "lasso, brush and fill are saved as they were drawn, after undo and redo": async (vscode) => {
      const editor = await Labelling.open(vscode, "images/c04_z_0.2.png", size);
      assert.equal(maskOnDisk(vscode.folder, "c04_z_0.2.png"), null);
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
      assertMask(vscode, "c04_z_0.2.png", editor.expected.values);

      const filled = editor.expected.values.slice();
      await editor.step("Control+z");
      await editor.step("Control+z");
      await vscode.page.locator(".tab.active.dirty").waitFor();
      await editor.save();
      const undone = maskOnDisk(vscode.folder, "c04_z_0.2.png");
      assert.deepEqual([...new Set(undone)].sort(), [0, 1], "the lasso's class alone is left");
      await editor.step("Control+Shift+z");
      await editor.step("Control+Shift+z");
      await editor.save();
      assertMask(vscode, "c04_z_0.2.png", filled);
      assert.deepEqual(await accessibilityFaults(editor.frame), []);
    },

    "every tool draws what its rules say, and the view may be moved meanwhile": async (vscode) => {
      const name = "c05_z_1.2.png";
      const { keyboard, mouse } = vscode.page;
      const editor = await Labelling.open(vscode, `images/${name}`, size);
      await editor.choose(1);
      await editor.polygon([
        [0.1, 0.1],
        [0.5, 0.15],
        [0.3, 0.6],
      ]);
      await editor.wand([0.8, 0.5], picture(vscode.imagesFolder, name));

      const across: [number, number][] = [
        [0.2, 0.2],
        [0.4, 0.2],
      ];
      await editor.key("b");
      await keyboard.down("Alt");
      await editor.drag("b", across, 6, { value: 0 });
      await keyboard.up("Alt");
      await editor.drag("e", [[0.3, 0.4]], 6, { value: 0 });

      await editor.choose(2);
      await editor.key("k");
      await editor.drag("b", [...across, [0.6, 0.3]], 6, { keepsLabels: true });
      await editor.key("k");
      await editor.pick([0.3, 0.3], 1);
      await editor.drag("l", [...across, [0.3, 0.25]]);
      await editor.key("u");
      editor.value = 255;
      await editor.drag("b", [[0.9, 0.9]], 6);

      await mouse.wheel(0, -600);
      await keyboard.down("Space");
      await mouse.down();
      await mouse.move(700, 300);
      await mouse.up();
      await keyboard.up("Space");
      await editor.key("r");
      await editor.drag("b", [[0.7, 0.8]], 6);
      await editor.save();
      assertMask(vscode, name, editor.expected.values);
    },

    "the next image saves this one, and a mask that is there is loaded": async (vscode) => {
      const editor = await Labelling.open(vscode, "images/a01_z_-2.5.png", size);
      editor.expected.values.set(maskOnDisk(vscode.folder, "a01_z_-2.5.png") ?? []);
      await editor.choose(2);
      await editor.drag("l", circle);
      await editor.key("d");
      await vscode.page.locator('.tab.active[data-resource-name="a01_z_-4.75.png"]').waitFor();
      await vscode.page.locator('.tab[data-resource-name="a01_z_-2.5.png"]').waitFor({ state: "detached" });
      assertMask(vscode, "a01_z_-2.5.png", editor.expected.values);
    },

    "a stack of 16 bits is shown by the server and labelled": async (vscode) => {
      const editor = await Labelling.open(vscode, "images/stack.tif", { width: 270, height: 225 });
      await editor.choose(1);
      await editor.drag("l", circle);
      await editor.save();
      assertMask(vscode, "stack.png", editor.expected.values);
    },

    "a mask that does not fit is shown with choices and stays as it was": async (vscode) => {
      const file = path.join(vscode.folder, "masks", "b02_z_1.25.png");
      const before = fs.readFileSync(file);
      await vscode.contextMenu("images/b02_z_1.25.png", "Label Image");
      const frame = await vscode.ourPage('body[data-state="problem"] button');
      assert.match(await frame.locator("body").innerText(), /do not belong together/);
      assert.deepEqual(fs.readFileSync(file), before);
      await frame.getByRole("button", { name: "Begin a New Mask" }).click();
      await Labelling.inFront(vscode, size);
      assert.deepEqual(fs.readFileSync(`${file}.1.bak`), before);
    },
  },
  {
    prepare: (folder) => {
      fs.copyFileSync(path.join(folder, "stack.tif"), path.join(folder, "images", "stack.tif"));
      const small = encode({ width: 8, height: 8, data: new Uint8Array(64), channels: 1, depth: 8 });
      fs.writeFileSync(path.join(folder, "masks", "b02_z_1.25.png"), small);
    },
  },
);

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
  await vscode.openFolder(vscode.imagesFolder);
  const editor = await Labelling.open(vscode, "c05_z_1.2.png", size);
  await editor.choose(1);
  await editor.drag("l", circle);
  await editor.save();
  assertMask(vscode, "c05_z_1.2.png", editor.expected.values);
});

function picture(folder: string, name: string): Picture {
  const { width, height, data, channels } = decode(fs.readFileSync(path.join(folder, name)));
  if (channels !== 3 && channels !== 1) throw new Error(`${channels} channels`);
  return { width, height, channels, values: Uint8Array.from(data) };
}
