import fs from "node:fs";
import path from "node:path";
import { decode } from "fast-png";
import type { Picture } from "../../../extension/shared/picture/picture";
import { e2e } from "./e2e";
import { assertMask, Labelling } from "./labelling";

const size = { width: 540, height: 450 };
const name = "c05_z_1.2.png";

e2e("every tool draws what its rules say, and the view may be moved meanwhile", async (vscode) => {
  const { keyboard, mouse } = vscode.page;
  const editor = await Labelling.open(vscode, `images/${name}`, size);
  await editor.choose(1);
  await editor.polygon([
    [0.1, 0.1],
    [0.5, 0.15],
    [0.3, 0.6],
  ]);
  await editor.wand([0.8, 0.5], picture(vscode.folder));

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
});

function picture(folder: string): Picture {
  const { width, height, data, channels } = decode(fs.readFileSync(path.join(folder, "images", name)));
  if (channels !== 3 && channels !== 1) throw new Error(`${channels} channels`);
  return { width, height, channels, values: Uint8Array.from(data) };
}
