import type { FromLabelView, LabelQuestions, ToLabelView } from "../../../shared/label/messages";
import type { Viewport } from "../../../shared/view/viewport";
import { hostOf } from "../../shared/hostOf";

/** How a picture was looked at. */
export interface KeptViewport {
  /** The picture that the viewport is for. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly viewport: Viewport;
}

/** What VS Code keeps for this view while its tab is hidden. */
interface Kept {
  readonly view?: KeptViewport | undefined;
}

export const { post, ask, kept, keep, listen, fault } = hostOf<FromLabelView, ToLabelView, Kept, LabelQuestions>();
