import type { FromTrainView, KeptPanel, ToTrainView, TrainQuestions } from "../../shared/train/messages";
import type { KeptDraft } from "./form/draft";
import { hostOf } from "../shared/hostOf";

/** What VS Code keeps while the page is hidden or the window closed. */
interface Kept {
  /** For the host. */
  readonly panel?: KeptPanel;
  /** What has been typed into the form of a new training. */
  readonly draft?: KeptDraft | undefined;
}

export const { post, ask, kept, keep, listen } = hostOf<FromTrainView, ToTrainView, Kept, TrainQuestions>();
