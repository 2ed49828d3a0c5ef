import type { Frame } from "playwright-core";
import type { Vscode } from "../../extension/e2e/vscode";
import { type Drawn, fileOf } from "./dataset";
import { traced } from "./trace";

/** Of a mouse that reports its place a thousand times a second. */
const movesPerFrame = 16;

/** What the script did, in milliseconds of the processor. */
export interface StrokeTimes {
  readonly moves: readonly number[];
  /** From the button's release until the stroke is drawn and sent. */
  readonly end: number;
}

/** A label editor at 100 %, with the middle of its image in the middle of the view. */
export class Pane {
  private constructor(
    private readonly vscode: Vscode,
    private readonly frame: Frame,
  ) {}

  /** Opens an image in the group of editors that is in front. */
  static async open(vscode: Vscode, image: Drawn): Promise<Pane> {
    await vscode.contextMenu(fileOf(image), "Label Image");
    const frame = await vscode.ourPage(readyWith(image));
    const pane = new Pane(vscode, frame);
    await pane.press("Shift+Digit1");
    return pane;
  }

  /** The brush's width in pixels. */
  async setBrush(width: number): Promise<void> {
    await this.press("b");
    // The slider's way is even in the width's logarithm, from 1 to 400.
    await this.frame.getByLabel("Size").fill(String(Math.log(width) / Math.log(400)));
  }

  /** Draws a stroke through places around the middle, which are x, y of one after the other. */
  async draw(tool: "l" | "b", places: readonly (readonly [number, number])[]): Promise<StrokeTimes> {
    await this.press(tool);
    const box = await this.frame.locator(".stage").boundingBox();
    const [first, ...others] = places;
    if (!box || !first) throw new Error("There is nothing to draw on, or nothing to draw.");
    const { mouse } = this.vscode.page;
    await mouse.move(box.x + box.width / 2 + first[0], box.y + box.height / 2 + first[1]);
    const taken = await this.counted("taken");
    const spans = await traced(this.vscode.page, async () => {
      await mouse.down();
      await this.move(others);
      await mouse.up();
      await this.until("taken", taken);
    });
    const times = (type: string) => spans.filter(({ about }) => about === type).map(({ computing }) => computing);
    const [moves, [end]] = [times("pointermove"), times("pointerup")];
    if (moves.length < others.length || end === undefined)
      throw new Error(`${moves.length} of ${others.length} movements of the pointer were handled.`);
    return { moves, end };
  }

  async undo(): Promise<void> {
    const patches = await this.counted("patches");
    await this.press("Control+z");
    await this.until("patches", patches);
  }

  /**
   * The moves are events made here, as a mouse makes them. The browser would take real ones from a driver too, but
   * hands them to the page one a frame.
   */
  private async move(places: readonly (readonly [number, number])[]): Promise<void> {
    await this.frame.locator(".stage").evaluate(
      async (stage, { places, movesPerFrame }) => {
        const { x, y, width, height } = stage.getBoundingClientRect();
        for (const [i, [right, down]] of places.entries()) {
          if (i % movesPerFrame === 0) await new Promise(requestAnimationFrame);
          const at = { clientX: x + width / 2 + right, clientY: y + height / 2 + down };
          const mouse = { pointerId: 1, pointerType: "mouse", isPrimary: true, buttons: 1, bubbles: true };
          stage.dispatchEvent(new PointerEvent("pointermove", { ...mouse, ...at }));
        }
      },
      { places, movesPerFrame },
    );
  }

  private async press(key: string): Promise<void> {
    await this.frame.locator(".stage").focus();
    await this.vscode.page.keyboard.press(key);
  }

  private async counted(what: "taken" | "patches"): Promise<number> {
    return Number((await this.frame.locator("body").getAttribute(`data-${what}`)) ?? 0);
  }

  private async until(what: "taken" | "patches", before: number): Promise<void> {
    await this.frame.locator(`body[data-${what}]:not([data-${what}="${before}"])`).waitFor({ state: "attached" });
  }
}

/** What a label editor has when it shows an image and can be drawn on. */
export function readyWith(image: Drawn): string {
  return `body[data-state="ready"] .stage[aria-label^="Picture ${fileOf(image)}"]`;
}
