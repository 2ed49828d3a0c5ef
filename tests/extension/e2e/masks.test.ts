import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { writeAtomically } from "../../../extension/host/files/atomicFile";
import { writeMask } from "../../../extension/host/masks/maskFile";
import { e2eTogether } from "./e2e";
import { assertMask, Labelling, maskOnDisk } from "./labelling";

const size = { width: 540, height: 450 };
const image = "a01_z_-2.5.png";
const triangle: [number, number][] = [
  [0.2, 0.2],
  [0.6, 0.3],
  [0.4, 0.7],
];

// Its name would be a pattern where file watchers take one.
const bracketed = "plate {3} [a-c].png";

e2eTogether(
  "masks",
  {
    "a mask that another program writes is shown, or asked about where strokes would be lost": async (vscode) => {
      const editor = await Labelling.open(vscode, `images/${bracketed}`, size);
      const file = path.join(vscode.folder, "masks", bracketed);
      const theirs = new Uint8Array(size.width * size.height).fill(2, 0, 10_000);
      const masks = await editor.masks();
      await writeMask(file, { ...size, values: theirs });
      await editor.until("mask read again", async () => (await editor.masks()) > masks);
      editor.expected.values.set(theirs);
      await editor.choose(1);
      await editor.drag("l", triangle);
      await editor.save();
      assertMask(vscode, bracketed, editor.expected.values);

      await editor.drag("b", [[0.8, 0.8]], 6);
      await writeMask(file, { ...size, values: theirs });
      const frame = await vscode.ourPage('body[data-state="problem"] button');
      assert.match(await frame.locator("body").innerText(), /Another program has changed/);
      assertMask(vscode, bracketed, theirs);
      await frame.getByRole("button", { name: "Keep Mine" }).click();
      await (await Labelling.inFront(vscode, size)).save();
      assertMask(vscode, bracketed, editor.expected.values);
    },

    "classes in another order give masks and open labels their new values, and undo still works": async (vscode) => {
      const other = "c01_z_0.25.png";
      const swapped = maskOnDisk(vscode.folder, other)?.map((value) => [0, 2, 1][value] ?? value);
      assert.ok(swapped);
      const editor = await Labelling.open(vscode, `images/${image}`, size);
      editor.expected.values.set(maskOnDisk(vscode.folder, image) ?? []);
      const before = editor.expected.values.map((value) => [0, 2, 1][value] ?? value);
      await editor.choose(1);
      await editor.drag("l", triangle);

      await editor.frame.getByRole("button", { name: "Edit classes" }).click();
      await editor.frame.getByRole("button", { name: "Move down" }).first().click();
      await editor.frame.getByRole("button", { name: "Save" }).click();
      await vscode.ourPage('body[data-state="ready"] .stage');
      await editor.until("mask with its new values", () =>
        Promise.resolve(Buffer.compare(maskOnDisk(vscode.folder, other) ?? swapped.subarray(1), swapped) === 0),
      );
      assertMask(
        vscode,
        image,
        editor.expected.values.map((value) => [0, 2, 1][value] ?? value),
      );
      await editor.step("Control+z");
      await editor.save();
      assertMask(vscode, image, before);
    },

    "strokes before a change of the classes by hand and after it are of one class, and the one that is being drawn is taken back":
      async (vscode) => {
        const name = "a04_z_-2.png";
        const file = path.join(vscode.folder, "seg.json");
        const config = JSON.parse(fs.readFileSync(file, "utf8")) as { readonly classes: readonly { name: string }[] };
        const [background, first, second, ...others] = config.classes;
        assert.ok(first && second);
        const editor = await Labelling.open(vscode, `images/${name}`, size);
        await editor.choose(1);
        await editor.drag("l", triangle);
        await editor.press("b", [
          [0.8, 0.2],
          [0.8, 0.8],
        ]);
        await writeAtomically(file, JSON.stringify({ ...config, classes: [background, second, first, ...others] }));
        await editor.frame.locator(".classes button").nth(1).filter({ hasText: second.name }).waitFor();
        await vscode.page.mouse.up();
        await editor.drag("b", [[0.2, 0.8]], 6);
        await editor.save();
        assertMask(
          vscode,
          name,
          editor.expected.values.map((value) => [0, 2, 1][value] ?? value),
        );
      },
  },
  { prepare: (folder) => fs.copyFileSync(path.join(folder, "images", image), path.join(folder, "images", bracketed)) },
);
