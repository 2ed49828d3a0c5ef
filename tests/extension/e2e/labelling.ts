import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { decode } from "fast-png";
import type { Frame } from "playwright-core";
import type { Picture } from "../../../extension/shared/picture/picture";
import { fit, toImage, type Viewport } from "../../../extension/shared/view/viewport";
import { ExpectedMask, type Ink } from "./expectedMask";
import type { Vscode } from "./vscode";

type Place = readonly [x: number, y: number];

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A label editor, driven by mouse and keys. What each stroke should do it does to a mask of its own, so that a
 * test can compare what the editor saved pixel by pixel.
 */
export class Labelling {
  readonly expected: ExpectedMask;
  value = 1;

  private constructor(
    private readonly vscode: Vscode,
    readonly frame: Frame,
    private readonly viewport: Viewport,
    private readonly corner: { x: number; y: number },
    size: Size,
  ) {
    this.expected = new ExpectedMask(size.width, size.height);
  }

  /** Opens an image, such as "images/a.png", by its menu in the explorer. */
  static async open(vscode: Vscode, file: string, size: Size): Promise<Labelling> {
    await vscode.contextMenu(file, "Label Image");
    return Labelling.inFront(vscode, size);
  }

  /** The label editor that is open already, with the whole image in view. */
  static async inFront(vscode: Vscode, size: Size): Promise<Labelling> {
    const frame = await vscode.ourPage('body[data-state="ready"] .stage');
    const box = await frame.locator(".stage").boundingBox();
    if (!box) throw new Error("The stage is not in view.");
    const viewport = fit(size, { width: Math.round(box.width), height: Math.round(box.height) });
    return new Labelling(vscode, frame, viewport, box, size);
  }

  /** What the tools draw with unless a test says otherwise. */
  private get ink(): Ink {
    return { value: this.value, keepsLabels: false };
  }

  /** Presses a key in the editor. */
  async key(key: string): Promise<void> {
    await this.frame.locator(".stage").focus();
    await this.vscode.page.keyboard.press(key);
  }

  /** Takes a class by its digit. */
  async choose(value: number): Promise<void> {
    await this.key(String(value));
    this.value = value;
  }

  /** Draws with the mouse through places of the stage, given as shares of its image's size. */
  async drag(tool: "l" | "b" | "e", shares: readonly Place[], radius = 0, ink: Partial<Ink> = {}): Promise<void> {
    const points = await this.press(tool, shares);
    await this.taken(() => this.vscode.page.mouse.up());
    if (tool === "l") this.expected.polygon(points, { ...this.ink, ...ink });
    else this.expected.brush(points, radius, { ...this.ink, ...ink });
  }

  /** The same with the button still down: gives the places on the image. */
  async press(tool: "l" | "b" | "e", shares: readonly Place[]): Promise<number[]> {
    await this.key(tool);
    const { mouse } = this.vscode.page;
    const points: number[] = [];
    for (const [index, share] of shares.entries()) {
      const at = this.onScreen(share);
      await mouse.move(at.x, at.y);
      if (index === 0) await mouse.down();
      points.push(...this.onImage(at));
    }
    return points;
  }

  /** Fills the region at a place. */
  async fill(share: Place): Promise<void> {
    await this.key("f");
    const [x, y] = await this.clicked(share);
    this.expected.fill(x, y, this.ink);
  }

  /** Takes the pixels like the one at a place, of an image of 8 bits, as far as the tolerance goes at first. */
  async wand(share: Place, picture: Picture): Promise<void> {
    await this.key("w");
    const [x, y] = await this.clicked(share);
    this.expected.wand(x, y, picture, 0.1 * 255, this.ink);
  }

  /** Takes the class at a place. */
  async pick(share: Place, value: number): Promise<void> {
    await this.key("i");
    const at = this.onScreen(share);
    await this.vscode.page.mouse.click(at.x, at.y);
    this.value = value;
  }

  /** Clicks the corners of a polygon, and closes it by Enter. */
  async polygon(shares: readonly Place[]): Promise<void> {
    await this.key("p");
    const corners = shares.map((share) => this.onScreen(share));
    for (const { x, y } of corners) await this.vscode.page.mouse.click(x, y);
    await this.taken(() => this.key("Enter"));
    this.expected.polygon(
      corners.flatMap((at) => this.onImage(at)),
      this.ink,
    );
  }

  /** Asks a model by the key, and waits for what it suggests. */
  async suggestion(): Promise<void> {
    await this.key("g");
    await this.frame.locator(".suggestion .primary").waitFor();
  }

  /** What is left of the suggestion becomes labels. */
  async useSuggestion(): Promise<void> {
    await this.taken(() => this.key("Enter"));
  }

  /** Says that all objects are labelled, and waits until the document knows it. */
  async done(): Promise<void> {
    await this.key("Enter");
    await this.frame.locator('body[data-labels="done"]').waitFor();
  }

  async click(share: Place): Promise<void> {
    const at = this.onScreen(share);
    await this.vscode.page.mouse.click(at.x, at.y);
  }

  private async clicked(share: Place): Promise<[number, number]> {
    const at = this.onScreen(share);
    await this.taken(() => this.vscode.page.mouse.click(at.x, at.y));
    const [x, y] = this.onImage(at);
    return [Math.floor(x), Math.floor(y)];
  }

  /** Undoes or redoes by a key, and waits for the document to answer. */
  async step(key: string): Promise<void> {
    const patches = async () => Number((await this.data()).patches ?? 0);
    const before = await patches();
    await this.key(key);
    await this.until("change by the document", async () => (await patches()) > before);
  }

  /** Saves, and waits until the tab has lost its dot. A VS Code that is still starting does not hear every key. */
  async save(): Promise<void> {
    const saved = this.vscode.page.locator(".tab.active:not(.dirty)");
    for (let attempt = 1; ; attempt++) {
      await this.key("Control+s");
      try {
        return await saved.waitFor({ timeout: 10_000 });
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }

  async saveFails(): Promise<void> {
    await this.key("Control+s");
    await this.vscode.page.locator(".notification-toast, .monaco-dialog-box").first().waitFor();
  }

  private async taken(work: () => Promise<void>): Promise<void> {
    const taken = async () => Number((await this.data()).taken ?? 0);
    const before = await taken();
    await work();
    await this.until("stroke taken by the document", async () => (await taken()) > before);
  }

  /** How many whole masks the editor has been sent. */
  async masks(): Promise<number> {
    return Number((await this.data()).masks ?? 0);
  }

  /** What the editor counts of the document: strokes taken, other changes, whole masks. */
  private async data(): Promise<{ readonly taken?: string; readonly patches?: string; readonly masks?: string }> {
    return this.frame.evaluate(() => ({ ...document.body.dataset }));
  }

  /** Waits until it is so. */
  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const started = Date.now();
    while (!(await isSo())) {
      if (Date.now() - started > 30_000) throw new Error(`There was no ${what}.`);
      await this.vscode.page.waitForTimeout(20);
    }
  }

  /** A whole pixel of the page. */
  private onScreen([x, y]: Place): { x: number; y: number } {
    const { scale } = this.viewport;
    const at = (share: number, length: number, offset: number) => Math.round(offset + share * length * scale);
    return {
      x: at(x, this.expected.width, this.corner.x + this.viewport.x),
      y: at(y, this.expected.height, this.corner.y + this.viewport.y),
    };
  }

  private onImage({ x, y }: { x: number; y: number }): [number, number] {
    const at = toImage(this.viewport, x - this.corner.x, y - this.corner.y);
    return [Math.fround(at.x), Math.fround(at.y)]; // as the journal keeps them
  }
}

/** The values of a mask in the dataset; null where there is none. */
export function maskOnDisk(folder: string, name: string): Uint8Array | null {
  const file = path.join(folder, "masks", name);
  if (!fs.existsSync(file)) return null;
  const { data, depth, channels } = decode(fs.readFileSync(file));
  if (depth !== 8 || channels !== 1) throw new Error(`${name} is not 8-bit gray.`);
  return Uint8Array.from(data);
}

/** A mask on the disk is this one, pixel by pixel; says how many pixels differ, and not all of them. */
export function assertMask(vscode: Pick<Vscode, "folder">, name: string, expected: Uint8Array): void {
  const found = maskOnDisk(vscode.folder, name);
  assert.ok(found, `There is no mask ${name}.`);
  assert.equal(found.length, expected.length);
  const wrong = found.findIndex((value, index) => value !== expected[index]);
  const count = found.filter((value, index) => value !== expected[index]).length;
  assert.equal(count, 0, `${name}: pixel ${wrong} is ${found[wrong]}, not ${expected[wrong]}; ${count} pixels differ.`);
}
