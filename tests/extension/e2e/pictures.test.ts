import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { encode } from "fast-png";
import type { Frame } from "playwright-core";
import { turnedJpeg } from "../unit/picture/jpeg";
import { e2e } from "./e2e";
import type { Vscode } from "./vscode";

/** Red, green, blue and alpha of a picture of 2 x 2 pixels. */
const transparent = [
  [200, 100, 50, 0],
  [201, 99, 51, 1],
  [7, 8, 9, 128],
  [255, 0, 3, 255],
] as const;

e2e(
  "the editor shows and reads pixels as they are stored: under alpha, of 16 bits, and in files that ask to be turned",
  async (vscode) => {
    const clear = await open(vscode, "images/clear.png");
    for (const [i, [red, green, blue]] of transparent.entries()) {
      const at = [(i % 2) / 2 + 0.25, Math.floor(i / 2) / 2 + 0.25] as const;
      assert.equal(await valueAt(vscode, clear, at, [2, 2]), `${red} ${green} ${blue}`);
      assert.deepEqual(await shownAt(clear, at, [2, 2]), [red, green, blue, 255]);
    }

    const deep = await open(vscode, "images/deep.png");
    assert.equal(await valueAt(vscode, deep, [0.25, 0.5], [2, 1]), "4660");
    assert.equal(await valueAt(vscode, deep, [0.75, 0.5], [2, 1]), "65534");

    // Stored 16 x 8, dark at the left; turned as it asks it would be 8 x 16, dark at the top.
    const turned = await open(vscode, "images/turned.jpg");
    for (const [share, level] of [
      [0.25, 32],
      [0.75, 224],
    ] as const) {
      for (const y of [0.1, 0.9]) {
        assert.equal(await valueAt(vscode, turned, [share, y], [16, 8]), String(level));
        assert.deepEqual(await shownAt(turned, [share, y], [16, 8]), [level, level, level, 255]);
      }
    }
    await turned.getByText("The file asks to be turned (orientation 6); Seg shows the pixels as stored").waitFor();

    const tiff = await open(vscode, "images/turned too.tif");
    assert.equal(await valueAt(vscode, tiff, [0.25, 0.5], [2, 1]), "7");
    assert.equal(await valueAt(vscode, tiff, [0.75, 0.5], [2, 1]), "9");
    await tiff.getByText("The file asks to be turned (orientation 8); Seg shows the pixels as stored").waitFor();
    assert.equal(await vscode.page.locator(".notification-toast").count(), 0);
  },
  { prepare: pictures },
);

function pictures(folder: string): void {
  const write = (name: string, bytes: Uint8Array) => fs.writeFileSync(path.join(folder, "images", name), bytes);
  const data = Uint8Array.from(transparent.flat());
  write("clear.png", encode({ width: 2, height: 2, channels: 4, depth: 8, data }));
  write("deep.png", encode({ width: 2, height: 1, channels: 1, depth: 16, data: Uint16Array.of(0x1234, 0xfffe) }));
  write("turned.jpg", turnedJpeg(6));
  write("turned too.tif", turnedTiff(8));
}

/** Of 2 x 1 pixels, 7 and 9. */
function turnedTiff(orientation: number): Buffer {
  const entries = [
    [256, 2],
    [257, 1],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [274, orientation],
    [277, 1],
    [278, 1],
    [279, 2],
  ] as const;
  const file = Buffer.alloc(10 + 2 + entries.length * 12 + 4);
  file.write("II*\0", 0, "latin1");
  file.writeUInt32LE(10, 4);
  file.set([7, 9], 8);
  file.writeUInt16LE(entries.length, 10);
  for (const [i, [tag, value]] of entries.entries()) {
    const at = 12 + i * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(3, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(value, at + 8);
  }
  return file;
}

async function open(vscode: Vscode, file: string): Promise<Frame> {
  await vscode.contextMenu(file, "Label Image");
  await vscode.page.locator(`.tab.active[data-resource-name="${path.basename(file)}"]`).waitFor();
  const frame = await vscode.ourPage('body[data-state="ready"] .stage');
  await frame.getByRole("application", { name: path.basename(file) }).waitFor();
  return frame;
}

type Pair = readonly [number, number];

/** Where a share of a picture's size is in the stage, in CSS pixels; the whole picture is in its middle. */
async function placeOf(frame: Frame, [x, y]: Pair, [width, height]: Pair): Promise<{ x: number; y: number }> {
  const box = await frame.locator(".stage").boundingBox();
  assert.ok(box);
  const scale = Math.min(box.width / width, box.height / height, 64);
  return { x: box.width / 2 + (x - 0.5) * width * scale, y: box.height / 2 + (y - 0.5) * height * scale };
}

/** What the status line says of the pixel under the pointer. */
async function valueAt(vscode: Vscode, frame: Frame, share: Pair, size: Pair): Promise<string> {
  const at = await placeOf(frame, share, size);
  await vscode.page.mouse.move(0, 0);
  const stage = frame.locator(".stage");
  await stage.hover({ position: at });
  const value = frame.locator(".status .value");
  await frame.waitForFunction(() => document.querySelector(".status .value")?.textContent !== "");
  return value.innerText();
}

/** What is on the screen there: red, green, blue and alpha of the picture's canvas. */
async function shownAt(frame: Frame, share: Pair, size: Pair): Promise<number[]> {
  const at = await placeOf(frame, share, size);
  return frame
    .locator(".stage canvas")
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement, { x, y }) =>
        Array.from(canvas.getContext("2d")?.getImageData(Math.floor(x), Math.floor(y), 1, 1).data ?? []),
      at,
    );
}
