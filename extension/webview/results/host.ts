import { faultOf } from "../../shared/errorText";
import type { FromResultsView, KeptResults, ToResultsView } from "../../shared/results/messages";
import type { Order } from "./images/order";
import type { PaneName } from "./panes/paneNames";

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

interface VsCodeApi {
  postMessage(message: FromResultsView): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromResultsView): void {
  api.postMessage(message);
}

export function kept(): Kept {
  return api.getState() ?? {};
}

export function keep(part: Kept): void {
  api.setState({ ...kept(), ...part });
}

export function listen(take: (message: ToResultsView) => void): void {
  window.addEventListener("message", ({ data }: MessageEvent<ToResultsView>) => {
    try {
      take(data);
    } catch (error) {
      fault(error);
    }
  });
}

/** Goes to the log: nobody sees a browser's console here. */
export function fault(error: unknown): void {
  post({ type: "fault", message: faultOf(error) });
}
