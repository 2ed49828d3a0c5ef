import { script } from "./failure.mjs";
import { seg } from "./paths.mjs";
import { runProgram } from "./program.mjs";
import { makeReady } from "./ready.mjs";

await script(async () => {
  await makeReady();
  // npm runs us in the project's folder; paths that the user typed are relative to where the user stands.
  process.exitCode = await runProgram(seg, process.argv.slice(2), { cwd: process.env.INIT_CWD });
});
