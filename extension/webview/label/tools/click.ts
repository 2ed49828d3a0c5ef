import type { Point } from "../../../shared/view/viewport";
import type { Tool } from "./tool";

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
