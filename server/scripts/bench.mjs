import path from "node:path";
import { script } from "./failure.mjs";
import { programOf, root } from "./paths.mjs";
import { runProgram } from "./program.mjs";
import { makeReady } from "./ready.mjs";

await script(async () => {
  await makeReady();
  process.exitCode = await runProgram(programOf(path.join(root, "tests/benchmarks")), process.argv.slice(2), {
    cwd: root,
  });
});
