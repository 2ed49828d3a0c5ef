// Runs the test files that it is given with node's own test runner, and sends its parent a result for each test.
import os from "node:os";
import path from "node:path";
import { run } from "node:test";

const longest = 5 * 60_000; // a file that hangs is a failure, not a run without end; the longest takes two minutes
const [folder, ...files] = process.argv.slice(2);

for await (const { type, data } of run({ files, timeout: longest, concurrency: os.availableParallelism() })) {
  // The file that node names is the one that calls `test`, which may be a helper.
  const suite = path.relative(folder, files.length === 1 ? files[0] : (data.file ?? ""));
  if (type === "test:stderr") process.stderr.write(data.message); // why a file could not even be loaded
  if (type === "test:pass" && isTest(data)) process.send({ suite, ...passedOrSkipped(data) });
  if (type === "test:fail" && isTest(data)) process.send({ suite, ...failed(data) });
}
process.exitCode = 0; // node's runner counts failures there, and our parent has them
process.disconnect();

/** A file and a suite are reported like tests of their own; a file counts only where it itself failed to run. */
function isTest({ name, file = "", details }) {
  if (details.type === "suite") return false;
  const isFile = path.resolve(name) === file;
  return !isFile || (details.error !== undefined && details.error.failureType !== "subtestsFailed");
}

function passedOrSkipped({ name, skip, todo }) {
  const reason = skip ?? todo;
  if (reason === undefined || reason === false) return { name, status: "passed", message: "" };
  return { name, status: "skipped", message: String(reason) };
}

function failed({ name, details }) {
  const error = details.error?.cause ?? details.error;
  return { name, status: "failed", message: String(error?.stack ?? error) };
}
