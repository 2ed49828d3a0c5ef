import * as vscode from "vscode";
import type { PredictProgress } from "../../shared/protocol";

/**
 * Shows how far work is, with a button that ends it. Undefined where it was pressed.
 * @param unit what is counted, such as " MB"
 */
export async function withProgress<T>(
  title: string,
  work: (report: (progress: PredictProgress) => void, token: vscode.CancellationToken) => Promise<T>,
  unit = "",
): Promise<T | undefined> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      let shown = 0;
      const report = ({ done, total }: PredictProgress) => {
        const share = (100 * done) / Math.max(1, total);
        progress.report({ message: `${done} of ${total}${unit}`, increment: share - shown });
        shown = share;
      };
      try {
        return await work(report, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    },
  );
}
