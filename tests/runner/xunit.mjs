import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { programOf } from "../../server/scripts/paths.mjs";
import { runProgram } from "../../server/scripts/program.mjs";

/** A C# test project, which is a program, as a job. */
export function xunitJob(project) {
  const suite = path.basename(project);
  return { name: suite, run: () => runXunit(project, suite) };
}

/** Reads the report that the program writes (CTRF). */
async function runXunit(project, suite) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-tests-"));
  const report = path.join(folder, "report.json");
  try {
    const args = ["-noLogo", "-noColor", "-reporter", "silent", "-result-ctrf", report];
    // As many tests as there are cores run at once; with as many threads of torch in each they would wait for each other.
    const code = await runProgram(programOf(project), args, { environment: { ...process.env, OMP_NUM_THREADS: "1" } });
    return resultsOf(suite, code, report);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function resultsOf(suite, code, report) {
  const results = fs.existsSync(report) ? readReport(suite, report) : [];
  // A crash, or an error outside any test.
  if (code !== 0 && !results.some((result) => result.status === "failed"))
    results.push({ suite, name: "the test program", status: "failed", message: `It ended with code ${code}.` });
  return results;
}

function readReport(suite, report) {
  const { tests, extra } = JSON.parse(fs.readFileSync(report, "utf8")).results;
  const errors = extra.suites.flatMap((each) => each.errors);
  return [
    ...tests.map(({ name, status, message = "", trace = "" }) => ({
      ...{ suite, name, message: `${message}\n${trace}`.trim() },
      status: status === "passed" || status === "skipped" ? status : "failed",
    })),
    ...errors.map((error) => ({ suite, name: "outside any test", status: "failed", message: JSON.stringify(error) })),
  ];
}
