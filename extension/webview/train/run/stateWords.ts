import type { RunSummary } from "../../../shared/protocol";
import type { IconName } from "../../shared/icon";

/** How a run's state looks and reads. */
export const stateWords: Readonly<Record<RunSummary["state"], { readonly icon: IconName; readonly text: string }>> = {
  running: { icon: "codicon-sync", text: "Training" },
  completed: { icon: "codicon-pass-filled", text: "Completed" },
  stopped: { icon: "codicon-debug-stop", text: "Stopped" },
  failed: { icon: "codicon-error", text: "Failed" },
  killed: { icon: "codicon-warning", text: "Interrupted" },
};

/** What a state means, where its word does not say it. */
export function explanation({ state, message }: RunSummary): string {
  if (state === "killed")
    return "The training process ended unexpectedly, as when a machine is switched off. Continue resumes from the last checkpoint.";
  return state === "failed" ? message : "";
}
