import type { RunSummary } from "../../../../extension/shared/protocol";

/** A run as a test needs it. */
export function runOf(chosen: Partial<RunSummary>): RunSummary {
  return {
    name: "first",
    state: "running",
    encoder: "plain",
    epochs: 10,
    epoch: 2,
    step: 70,
    steps: 300,
    bestEpoch: 2,
    bestMeanIou: 0.7125,
    lastMeanIou: 0.7125,
    learned: 8,
    validation: ["a", "b"],
    started: "2026-01-02T03:04:05Z",
    message: "",
    ...chosen,
  };
}
