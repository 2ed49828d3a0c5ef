import { methods } from "../../shared/protocol";
import { withProgress } from "../workbench/withProgress";
import type { Server } from "../server/server";

/** Has published weights here before a training begins, so that a long download shows. False where it was cancelled. */
export async function fetchWeights(server: Server, encoder: string): Promise<boolean> {
  const file = await withProgress(
    `ImageNet weights of ${encoder}`,
    (told, token) => server.requestWithProgress(methods.weightsGet, { encoder }, told, token),
    " MB",
  );
  return file !== undefined;
}
