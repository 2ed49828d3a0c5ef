// Kills what Seg does at random, and damages files of every kind, for as many minutes as are given: the tests that try a few
// times in `npm test` go on until their share of the time is up. Prints how often each was tried; what fails is reported.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Failure, script } from "../../server/scripts/failure.mjs";
import { programOf, root } from "../../server/scripts/paths.mjs";
import { runProgram } from "../../server/scripts/program.mjs";
import { everything, makeReady } from "../../server/scripts/ready.mjs";
import { installWindow } from "../runner/browser.mjs";

// Of files that are damaged, each in a test of its own: those that the program reads, and those that the editor does.
const kinds = { program: 7, editor: 5 };

const xunit = (project, ...args) => [programOf(path.join(root, "tests", project)), ["-noLogo", ...args]];
const node = (file, ...args) => [process.execPath, ["--import", "tsx", "--test", ...args, path.join(root, file)]];

/** What is run, one after the other, and which share of the time it gets; `tests` of its tests share that. */
const parts = [
  { share: 0.1, tests: kinds.program, run: xunit("Seg.Core.Tests", "-class", "*FuzzedFilesTests") },
  { share: 0.2, tests: 1, run: xunit("Seg.Server.Tests", "-class", "*.Training.KillTests") },
  {
    share: 0.15,
    tests: 1,
    run: xunit("Seg.Server.Tests", "-method", "*Kills_at_random_moments_leave_no_table_that_is_wrong"),
  },
  {
    share: 0.1,
    tests: 1,
    run: xunit("Seg.Server.Tests", "-method", "*A_kill_at_any_moment_leaves_masks_and_classes*"),
  },
  { share: 0.2, tests: 1, run: node("tests/extension/unit/label/killedProcess.test.ts") },
  { share: 0.1, tests: kinds.editor, run: node("tests/extension/unit/label/damagedFiles.test.ts") },
  {
    share: 0.15,
    tests: 1,
    isInVscode: true,
    run: node("tests/extension/e2e/recovery.test.ts", "--test-name-pattern", "killing the extension host"),
  },
];

await script(async () => {
  const minutes = Number(process.argv[2]);
  if (!(minutes > 0)) throw new Failure("Say for how many minutes: npm run test:endurance -- 60");
  await makeReady(everything);
  const missing = await installWindow();
  if (missing !== null) console.log(`Without VS Code: ${missing}`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-endurance-"));
  const figures = path.join(folder, "figures.txt");
  fs.writeFileSync(figures, "");
  let failed = 0;
  try {
    for (const { share, tests, isInVscode, run } of parts) {
      if (isInVscode && missing !== null) continue;
      const [program, args] = run;
      const env = { SEG_ENDURANCE_MINUTES: String((minutes * share) / tests), SEG_ENDURANCE_FIGURES: figures };
      if ((await runProgram(program, args, { cwd: root, environment: { ...process.env, ...env } })) !== 0) failed++;
    }
    console.log(`\n${fs.readFileSync(figures, "utf8")}`);
    console.log(failed === 0 ? "Nothing was lost, nothing crashed, nothing hung." : `${failed} failed; see above.`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  process.exitCode = failed === 0 ? 0 : 1;
});
