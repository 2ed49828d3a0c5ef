import test, { after } from "node:test";
import { missingBrowser } from "../../runner/browser.mjs";
import { closeShared, Vscode, type VscodeOptions } from "./vscode";

after(closeShared);

/** A test in a window of its own. */
export function e2e(name: string, work: (vscode: Vscode) => Promise<void>, options: VscodeOptions = {}): void {
  test(name, { skip: missingBrowser() ?? false, timeout: 300_000 }, async () => {
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
