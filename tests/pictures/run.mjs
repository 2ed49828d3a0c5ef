// Takes the pictures of README.md and docs anew, of the present build; names, such as label and train, choose some.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, script } from "../../server/scripts/failure.mjs";
import { root } from "../../server/scripts/paths.mjs";
import { runProgram } from "../../server/scripts/program.mjs";
import { everything, makeReady } from "../../server/scripts/ready.mjs";
import { installWindow } from "../runner/browser.mjs";

const demo = fileURLToPath(new URL("../../server/scripts/demo.mjs", import.meta.url));
const main = fileURLToPath(new URL("main.ts", import.meta.url));

await script(async () => {
  await makeReady(everything);
  const missing = await installWindow();
  if (missing !== null) throw new Failure(missing);
  if (!fs.existsSync(path.join(root, "sample-data/models/demo/best.safetensors"))) {
    const code = await runProgram(process.execPath, [demo]);
    if (code !== 0) throw new Failure("The model that the pictures show could not be made.");
  }
  const names = process.argv.slice(2);
  process.exitCode = await runProgram(process.execPath, ["--import", import.meta.resolve("tsx"), main, ...names]);
});
