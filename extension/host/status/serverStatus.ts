import type { RunSummary } from "../../shared/protocol";
import { epochText } from "../models/runText";
import type { Method, ServerState } from "../server/serverDependencies";

/** What people read about the server and about what is training. */
export interface ServerStatus {
  /** For the status bar, with an icon. */
  readonly text: string;
  /** The server's state in a sentence. */
  readonly sentence: string;
  readonly isError: boolean;
  /** What is known about trainings and about a server that answers, as name and value. */
  readonly facts: readonly (readonly [string, string])[];
}

/** Null: not worth mentioning, since it is asked all the time while something trains. */
const doing: Readonly<Record<Method, string | null>> = {
  "session/hello": "connecting",
  "dataset/read": "reading a dataset",
  "dataset/create": "creating a dataset",
  "dataset/page": "changing the labelled page",
  "dataset/classes": "changing classes",
  "dataset/group": null,
  "image/render": "reading an image",
  "runs/propose": "checking a dataset",
  "runs/list": null,
  "runs/options": null,
  "runs/samples": null,
  "runs/commandLine": null,
  "runs/start": "starting a training",
  "runs/stop": "stopping a training",
  "runs/rename": "renaming a model",
  "runs/delete": "deleting a model",
  "runs/follow": null,
  "predict/images": "predicting",
  "predict/finish": "predicting",
  "predict/fit": null,
  "predict/list": "reading predictions",
  "predict/objects": null,
  "predict/map": "drawing a probability map",
  "predict/rank": "ranking images",
  "predict/ranking": null,
  "explain/layers": "reading the layers of a model",
  "explain/channels": "reading a layer",
  "explain/channelTiles": null,
  "explain/channel": null,
  "explain/heatmap": "explaining an image",
  "explain/pattern": "drawing a pattern",
  "advice/review": "measuring a model",
  "advice/errors": null,
  "advice/uncertainty": null,
  "advice/report": "writing a report",
  "weights/get": "fetching weights",
};

/** Describes the server, what it has not answered yet, and what is training, which goes on without it. */
export function statusOf(
  state: ServerState,
  work: readonly Method[],
  trainings: readonly RunSummary[] = [],
): ServerStatus {
  const server = serverStatus(state, work);
  const [first, ...more] = trainings;
  if (first === undefined || server.isError) return server;
  const text = `$(sync~spin) Seg: ${first.name}, ${epochText(first)}${more.length > 0 ? ` and ${more.length} more` : ""}`;
  const facts = trainings.map((run) => [`Training ${run.name}`, trainingText(run)] as const);
  return { ...server, text, facts: [...facts, ...server.facts] };
}

function serverStatus(state: ServerState, work: readonly Method[]): ServerStatus {
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
      const [first, ...more] = work.flatMap((method) => doing[method] ?? []);
      if (first === undefined)
        return { ...status, facts, text: `$(circle-filled) Seg: ${device}`, sentence: "The server is ready." };
      const what = first + (more.length > 0 ? ` and ${more.length} more` : "");
      return { ...status, facts, text: `$(sync~spin) Seg: ${what}`, sentence: `The server is ${what}.` };
    }
  }
}

function trainingText(run: RunSummary): string {
  const score = run.bestMeanIou === null ? "" : `, best mean IoU ${run.bestMeanIou.toFixed(3)}`;
  return `${epochText(run)}${score}`;
}
