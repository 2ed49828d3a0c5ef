import type { ToolName } from "../../../shared/label/messages";
import type { Point } from "../../../shared/view/viewport";
import type { IconName } from "../../shared/icon";

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

interface ToolLook {
  readonly name: ToolName;
  readonly title: string;
  /** What the hand does, in a few words. */
  readonly hint: string;
  readonly key: string;
  readonly icon: IconName;
}

/** The tools in the order in which they stand. */
export const toolLooks: readonly ToolLook[] = [
  { name: "lasso", title: "Lasso", key: "L", icon: "lasso", hint: "Draw around an object; the outline closes itself." },
  {
    name: "polygon",
    title: "Polygon",
    key: "P",
    icon: "polygon",
    hint: "Click the corners; Enter closes the polygon.",
  },
  { name: "brush", title: "Brush", key: "B", icon: "brush", hint: "Paint. [ and ] change the size." },
  { name: "eraser", title: "Eraser", key: "E", icon: "codicon-eraser", hint: "Erase labels." },
  {
    name: "fill",
    title: "Fill",
    key: "F",
    icon: "codicon-paintcan",
    hint: "Click a region to give it the class.",
  },
  {
    name: "wand",
    title: "Wand",
    key: "W",
    icon: "codicon-wand",
    hint: "Click to label similar pixels around it.",
  },
  { name: "pick", title: "Pick class", key: "I", icon: "pick", hint: "Click a label to take its class." },
  { name: "pan", title: "Pan", key: "H", icon: "codicon-move", hint: "Drag the picture. The wheel zooms." },
];
