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

/** What is said of a run that has ended; null: nothing. */
export function endText({ name, state, bestMeanIou, bestEpoch, message }: RunSummary): string | null {
  switch (state) {
    case "running":
    case "stopped":
      return null;
    case "completed":
      return bestMeanIou === null
        ? `${name} is trained. It was not measured, as no images are kept for validation.`
        : `${name} is trained: mean IoU ${bestMeanIou.toFixed(3)} on the validation images, in epoch ${bestEpoch}.`;
    case "failed":
      return `Training ${name} failed. ${message}`;
    case "killed":
      return `Training ${name} was interrupted. ${message}`;
  }
}
