import type { ToolName } from "../../../shared/label/messages";
import { valueAt } from "../../../shared/picture/picture";
import { similarPixels } from "../../../shared/label/similarPixels";
import type { Point } from "../../../shared/view/viewport";
import type { Paper, Sketch } from "./paper";
import { Brush } from "./brush";
import { Lasso } from "./lasso";
import { Polygon } from "./polygon";
import type { Tool } from "./tool";

export function makeTools(paper: Paper, sketch: Sketch): Readonly<Record<Exclude<ToolName, "pan">, Tool>> {
  return {
    lasso: new Lasso(paper, sketch),
    polygon: new Polygon(paper, sketch),
    brush: new Brush(paper, false),
    eraser: new Brush(paper, true),
    fill: new Click((x, y, erases) => paper.draw({ kind: "flood", x, y, ...paper.ink(erases) })),
    wand: new Click((x, y, erases) => wand(paper, x, y, erases)),
    pick: new Click((x, y) => pick(paper, x, y)),
  };
}

function wand(paper: Paper, x: number, y: number, erases: boolean): void {
  const { picture, preferences } = paper.session;
  const loaded = picture.value;
  if (!loaded) return;
  const { black, white } = paper.session.shownContrast(loaded);
  const runs = similarPixels(loaded.picture, x, y, preferences.tolerance * (white - black));
  if (runs.length > 0) paper.draw({ kind: "runs", runs, ...paper.ink(erases) });
}

function pick({ session }: Paper, x: number, y: number): void {
  const mask = session.strokes.value?.mask;
  const value = mask ? valueAt(mask, x, y) : null;
  if (value !== null) session.pick(value);
}

/** Does all it does where the button goes down. */
export class Click implements Tool {
  constructor(readonly at: (x: number, y: number, erases: boolean) => void) {}

  down(at: Point, erases: boolean): void {
    this.at(Math.floor(at.x), Math.floor(at.y), erases);
  }

  move(): void {}

  up(): void {}

  cancel(): void {}
}
