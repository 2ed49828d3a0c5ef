import type { FromResultsView, KeptResults, ResultsQuestions, ToResultsView } from "../../../shared/results/messages";
import type { Order } from "./items";
import type { PaneName } from "./paneNames";
import { hostOf } from "../../shared/hostOf";

/** How the user has set the page. */
export interface View {
  readonly order: Order;
  /** Null: nobody has chosen. */
  readonly panes: readonly PaneName[] | null;
  /** Of labels and predictions over the picture, 0 to 1. */
  readonly opacity: number;
  readonly isOutlined: boolean;
  /** The class whose probability is shown. */
  readonly shownClass: number;
  readonly areObjectsShown: boolean;
}

/** What VS Code keeps while the page is hidden or the window closed. */
interface Kept {
  /** For the host. */
  readonly panel?: KeptResults;
  readonly view?: View;
}

export const { post, ask, kept, keep, listen, fault } = hostOf<
  FromResultsView,
  ToResultsView,
  Kept,
  ResultsQuestions
>();
