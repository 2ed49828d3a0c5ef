import type { Point } from "../../../shared/view/viewport";

/** What the pen does with the pointer, or with the cursor of the keyboard. Points are in pixels of the image. */
export interface Tool {
  /** The button goes down. `erases`: whatever is drawn becomes background. */
  down(at: Point, erases: boolean): void;
  /** The pointer moves with the button down: x0, y0, x1, y1, …, all since the last call. */
  move(points: readonly number[]): void;
  /** The button goes up. */
  up(): void;
  /** Nothing of what was begun remains. */
  cancel(): void;
  /** The pointer moves with no button down. */
  hover?(at: Point): void;
  /** Enter, Backspace or Escape; returns whether it meant something here. */
  key?(key: string): boolean;
  /** The view has moved: what is sketched is drawn again. */
  redraw?(): void;
}
