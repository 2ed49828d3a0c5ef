import test, { after, describe } from "node:test";
import { missingBrowser } from "../../runner/browser.mjs";
import { enduranceMinutes } from "../rounds";
import { closeShared, Vscode, type VscodeOptions } from "./vscode";

const limits = { skip: missingBrowser() ?? false, timeout: 300_000 + enduranceMinutes * 60_000 };

after(closeShared);

/** A test in a window of its own. */
export function e2e(name: string, work: (vscode: Vscode) => Promise<void>, options: VscodeOptions = {}): void {
  test(name, limits, async () => {
    const vscode = await Vscode.start(options);
    try {
      await work(vscode);
    } catch (error) {
      await vscode.keepEvidence(name);
      throw error;
    } finally {
      await vscode.close();
    }
  });
}

/**
 * Tests that share a window, because to open one takes longer than most of them: each finds it without an editor, and in its
 * folder what those before it have left, so that each has images of its own. After a failure the next ones get another window.
 */
export function e2eTogether(
  name: string,
  tests: Readonly<Record<string, (vscode: Vscode) => Promise<void>>>,
  options: VscodeOptions = {},
): void {
  describe(name, () => {
    let shared: Vscode | undefined;
    after(() => shared?.close());
    for (const [title, work] of Object.entries(tests))
      test(title, limits, async () => {
        const vscode = (shared ??= await Vscode.start(options));
        try {
          await work(vscode);
          await vscode.closeEditors();
        } catch (error) {
          shared = undefined;
          await vscode.keepEvidence(title);
          await vscode.close();
          throw error;
        }
      });
  });
}
