// Measures the label editor in a real VS Code; prints a table.
import { fileURLToPath } from "node:url";
import { installVscode } from "../../../extension/scripts/vscode/installation.mjs";
import { Failure, script } from "../../../server/scripts/failure.mjs";
import { runProgram } from "../../../server/scripts/program.mjs";
import { everything, makeReady } from "../../../server/scripts/ready.mjs";
import { installBrowser, missingBrowser } from "../../runner/browser.mjs";

await script(async () => {
  await makeReady(everything);
  await installBrowser();
  const missing = missingBrowser();
  if (missing !== null) throw new Failure(missing);
  await installVscode();
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  process.exitCode = await runProgram(process.execPath, ["--import", import.meta.resolve("tsx"), main]);
});
