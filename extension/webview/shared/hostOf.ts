import { faultOf } from "../../shared/errorText";

/** What every page may tell: it goes to the log, as nobody sees a browser's console here. */
interface Fault {
  readonly type: "fault";
  readonly message: string;
}

interface VsCodeApi<From, Kept> {
  postMessage(message: From | Fault): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): unknown;

/** The way of a page to the extension host, and what VS Code keeps of it while it is hidden or the window closed. */
export function hostOf<From, To, Kept extends object>() {
  const api = acquireVsCodeApi() as VsCodeApi<From, Partial<Kept>>;
  const kept = (): Partial<Kept> => api.getState() ?? {};
  const fault = (error: unknown) => api.postMessage({ type: "fault", message: faultOf(error) });
  return {
    post: (message: From) => api.postMessage(message),
    kept,
    keep: (part: Partial<Kept>) => api.setState({ ...kept(), ...part }),
    listen: (take: (message: To) => void) =>
      window.addEventListener("message", ({ data }: MessageEvent<To>) => {
        try {
          take(data);
        } catch (error) {
          fault(error);
        }
      }),
    fault,
  };
}
