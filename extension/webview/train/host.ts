import type { FromTrainView, KeptPanel, ToTrainView } from "../../shared/train/messages";
import type { TrainingOptions } from "../../shared/protocol";
import { faultOf } from "../../shared/errorText";

/** What VS Code keeps while the page is hidden or the window closed. */
interface Kept {
  /** For the host. */
  readonly panel?: KeptPanel;
  /** What has been typed into the form of a new training. */
  readonly draft?: KeptDraft | undefined;
}

export interface KeptDraft {
  readonly options: TrainingOptions;
  readonly name: string;
}

interface VsCodeApi {
  postMessage(message: FromTrainView): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromTrainView): void {
  api.postMessage(message);
}

export function kept(): Kept {
  return api.getState() ?? {};
}

export function keep(part: Kept): void {
  api.setState({ ...kept(), ...part });
}

export function listen(take: (message: ToTrainView) => void): void {
  window.addEventListener("message", ({ data }: MessageEvent<ToTrainView>) => {
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
