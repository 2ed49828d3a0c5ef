import type { Method } from "./server";
import type { ServerState } from "./serverState";

/** What people read about the server. */
export interface ServerStatus {
  /** For the status bar, with an icon. */
  readonly text: string;
  /** The same in a sentence. */
  readonly sentence: string;
  readonly isError: boolean;
  /** What is known about a server that answers, as name and value. */
  readonly facts: readonly (readonly [string, string])[];
}

const doing: Readonly<Record<Method, string>> = {
  "session/hello": "saying hello",
  "dataset/read": "reading a dataset",
  "dataset/create": "creating a dataset",
  "dataset/classes": "changing classes",
  "image/render": "reading an image",
  "runs/propose": "checking the labels",
  "runs/list": "listing trainings",
  "runs/options": "reading a training",
  "runs/start": "starting a training",
  "runs/stop": "stopping a training",
  "runs/follow": "following a training",
  "runs/rename": "renaming a training",
  "runs/delete": "deleting a training",
};

/** Describes the server and what it has not answered yet. */
export function statusOf(state: ServerState, work: readonly Method[]): ServerStatus {
  const status = { isError: false, facts: [] };
  switch (state.kind) {
    case "idle":
      return { ...status, text: "$(circle-outline) Seg", sentence: "The server starts when it is first needed." };
    case "pausing": {
      const sentence = `The server ended and starts again after ${state.milliseconds / 1000} s.`;
      return { ...status, text: "$(sync~spin) Seg: starting again", sentence };
    }
    case "starting":
      return { ...status, text: "$(sync~spin) Seg: starting", sentence: "The server is starting." };
    case "stopped":
      return { ...status, text: "$(error) Seg: stopped", sentence: state.why, isError: true };
    case "ready": {
      const { device, memoryBytes, version } = state.hello;
      const facts = [
        ["Device", device],
        ["Memory", `${Math.round(memoryBytes / 2 ** 30)} GiB`],
        ["Version", version],
      ] as const;
      const [first, ...more] = work;
      if (first === undefined)
        return { ...status, facts, text: `$(circle-filled) Seg: ${device}`, sentence: "The server is ready." };
      const what = doing[first] + (more.length > 0 ? ` and ${more.length} more` : "");
      return { ...status, facts, text: `$(sync~spin) Seg: ${what}`, sentence: `The server is ${what}.` };
    }
  }
}
