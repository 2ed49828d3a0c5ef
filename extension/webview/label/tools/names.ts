import type { ToolName } from "../../../shared/label/messages";
import type { IconName } from "../../shared/icon";

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
  { name: "lasso", title: "Lasso", key: "L", icon: "lasso", hint: "Draw around an object; it closes itself." },
  { name: "polygon", title: "Polygon", key: "P", icon: "polygon", hint: "Click the corners; Enter closes." },
  { name: "brush", title: "Brush", key: "B", icon: "brush", hint: "Paint. [ and ] change the size." },
  { name: "eraser", title: "Eraser", key: "E", icon: "codicon-eraser", hint: "Paint labels away." },
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
    hint: "Click: takes similar pixels around.",
  },
  { name: "pick", title: "Pick class", key: "I", icon: "pick", hint: "Click a label to take its class." },
  { name: "pan", title: "Pan", key: "H", icon: "codicon-move", hint: "Drag the picture. The wheel zooms." },
];
