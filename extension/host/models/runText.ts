import type { RunSummary } from "../../shared/protocol";

/** How far a training is. */
export function epochText({ epoch, epochs }: RunSummary): string {
  return `epoch ${Math.min(epoch + 1, epochs)} of ${epochs}`;
}

/** What lists say of a run's state in a clause; empty where all went as asked for. */
export function stateText(run: RunSummary): string {
  switch (run.state) {
    case "running":
      return epochText(run);
    case "completed":
      return "";
    case "stopped":
      return `stopped after epoch ${run.epoch}`;
    case "failed":
      return "failed";
    case "killed":
      return `interrupted after epoch ${run.epoch}`;
  }
}

/** A codicon for a run's state. */
export function stateIcon(state: RunSummary["state"]): string {
  switch (state) {
    case "running":
      return "sync~spin";
    case "completed":
      return "chip";
    case "stopped":
      return "stop-circle";
    case "failed":
      return "error";
    case "killed":
      return "warning";
  }
}
