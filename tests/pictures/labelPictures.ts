import fs from "node:fs";
import path from "node:path";
import { decode, encode } from "fast-png";
import { fillConnected } from "../../extension/shared/label/connected";
import { fit } from "../../extension/shared/view/viewport";
import type { Vscode } from "../extension/e2e/vscode";
import { imageSize, type Picture, pointAtNothing } from "./picture";

const { width, height } = imageSize;
const halfLabelled = "c01_z_0.25.png";

/** The cell that is being encircled, in pixels of its image. */
const cell = { x: 284, y: 94, radiusX: 17, radiusY: 21 };

export const labelPictures: readonly Picture[] = [
  {
    name: "label",
    ...{ width: 1200, height: 740, quality: 88, theme: "Light" },
    prepare: (folder) => emptyTheRest(path.join(folder, "masks", halfLabelled)),
    show: async (vscode) => {
      await vscode.contextMenu(`images/${halfLabelled}`, "Label Image");
      await vscode.segView();
      await pointAtNothing(vscode);
      await encircle(vscode);
    },
  },
  {
    name: "classes",
    ...{ width: 1200, height: 740, quality: 88, theme: "Dark" },
    prepare: (folder) => {
      fs.rmSync(path.join(folder, "seg.json"));
      fs.rmSync(path.join(folder, "masks"), { recursive: true });
    },
    show: async (vscode) => {
      await vscode.contextMenu("images/c02_z_0.8.png", "Label Image");
      const frame = await vscode.ourPage('body[data-state="classes"] input');
      await frame.getByPlaceholder("for example: cell").first().fill("mother");
      await frame.getByPlaceholder("another kind").first().fill("daughter");
      await pointAtNothing(vscode);
    },
  },
];

/** Draws most of a line around the cell, and holds the button. */
async function encircle(vscode: Vscode): Promise<void> {
  const frame = await vscode.ourPage('body[data-state="ready"] .stage');
  const stage = frame.locator(".stage");
  await stage.focus();
  await vscode.page.keyboard.press("l");
  await vscode.page.keyboard.press("1");
  const box = await stage.boundingBox();
  if (!box) throw new Error("The stage is not in view.");
  const { scale, x, y } = fit(imageSize, box);
  const { mouse } = vscode.page;
  const points = 60;
  for (let i = 0; i < 0.9 * points; i++) {
    const angle = (i / points) * 2 * Math.PI - 2;
    const right = x + scale * (cell.x + cell.radiusX * Math.cos(angle));
    const down = y + scale * (cell.y + cell.radiusY * Math.sin(angle));
    await mouse.move(box.x + right, box.y + down);
    if (i === 0) await mouse.down();
  }
}

/** Leaves the labels at the left and below, as of somebody who is half-way through the image. */
function emptyTheRest(file: string): void {
  const mask = decode(fs.readFileSync(file)).data as Uint8Array;
  const cells = mask.map((value) => (value === 0 ? 0 : 1));
  for (let top = cells.indexOf(1); top >= 0; top = cells.indexOf(1)) {
    const [x, y] = [top % width, Math.floor(top / width)];
    const isDone = x < 0.585 * width && y > 0.3 * height;
    fillConnected(
      ...([cells, imageSize, x, y, 2, 8] as const),
      (start, end) => isDone || mask.fill(0, start, end),
      () => undefined,
    );
  }
  fs.writeFileSync(file, encode({ width, height, data: mask, channels: 1, depth: 8 }));
}
