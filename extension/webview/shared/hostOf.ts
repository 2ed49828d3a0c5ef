import { Channel, type NoQuestions, type Questions } from "../../shared/channel";

interface VsCodeApi<Kept> {
  postMessage(wire: unknown): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): unknown;

/** How a page takes what the host says. */
export interface Listener<To> {
  take(message: To): unknown;
  /** Something that this page asked for without waiting for it went wrong: why, in a sentence. */
  failed(sentence: string): void;
}

/** The way of a page to the extension host, and what VS Code keeps of it while it is hidden or the window closed. */
export function hostOf<From, To, Kept extends object, Asks extends Questions<keyof Asks & string> = NoQuestions>() {
  const api = acquireVsCodeApi() as VsCodeApi<Partial<Kept>>;
  const kept = (): Partial<Kept> => api.getState() ?? {};
  let listener: Listener<To> | undefined;
  const channel = new Channel<From, To, Asks, NoQuestions>({
    send: (wire) => api.postMessage(wire),
    receive: (message) => listener?.take(message),
    answers: {},
    failed: (sentence) => listener?.failed(sentence),
  });
  const fault = (error: unknown) => channel.fault(error);
  // Nobody sees a browser's console here: the host writes faults into its log.
  window.addEventListener("error", ({ error, message }) => fault((error as unknown) ?? message));
  window.addEventListener("unhandledrejection", ({ reason }) => fault(reason));
  return {
    post: (message: From) => channel.post(message),
    ask: channel.ask,
    kept,
    keep: (part: Partial<Kept>) => api.setState({ ...kept(), ...part }),
    /** Hears the host from here on. */
    listen: (to: Listener<To>) => {
      listener = to;
      window.addEventListener("message", ({ data }: MessageEvent<unknown>) => channel.take(data));
    },
    fault,
  };
}
