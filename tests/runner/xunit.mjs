import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { dotnetEnvironment } from "../../server/scripts/dotnet.mjs";
import { programOf } from "../../server/scripts/paths.mjs";

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
    const { code, output } = await runQuietly(programOf(project), args);
    return resultsOf(suite, code, report, output);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Keeps the end of what the program and all that it tests print: nobody reads it unless the program crashes. */
async function runQuietly(program, args) {
  // As many tests as there are cores run at once; with as many threads of torch in each they would wait for each other.
  const env = dotnetEnvironment({ ...process.env, OMP_NUM_THREADS: "1" });
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes) => (output = (output + bytes.toString()).slice(-10_000)));
  const [code] = await once(child, "close");
  return { code, output };
}

function resultsOf(suite, code, report, output) {
  const results = fs.existsSync(report) ? readReport(suite, report) : [];
  // A crash, or an error outside any test.
  if (code !== 0 && !results.some((result) => result.status === "failed"))
    results.push({
      suite,
      name: "the test program",
      status: "failed",
      message: `It ended with code ${code}.\n${output}`,
    });
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
