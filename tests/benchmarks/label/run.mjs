// Measures the label editor in a real VS Code; prints a table.
import { fileURLToPath } from "node:url";
import { Failure, script } from "../../../server/scripts/failure.mjs";
import { runProgram } from "../../../server/scripts/program.mjs";
import { everything, makeReady } from "../../../server/scripts/ready.mjs";
import { installWindow } from "../../runner/browser.mjs";

await script(async () => {
  await makeReady(everything);
  const missing = await installWindow();
  if (missing !== null) throw new Failure(missing);
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  process.exitCode = await runProgram(process.execPath, ["--import", import.meta.resolve("tsx"), main]);
});
