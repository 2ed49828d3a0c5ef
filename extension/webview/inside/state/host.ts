import type { FromInsideView, InsideQuestions, KeptInside, ToInsideView } from "../../../shared/inside/messages";
import { hostOf } from "../../shared/hostOf";
import type { View } from "./view";

/** What VS Code keeps while the page is hidden or the window closed. */
interface Kept {
  /** For the host. */
  readonly panel?: KeptInside;
  readonly view?: View;
}

export const { post, ask, kept, keep, listen } = hostOf<FromInsideView, ToInsideView, Kept, InsideQuestions>();
