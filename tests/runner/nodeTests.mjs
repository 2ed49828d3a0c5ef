import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "node:test";

const generated = new Set(["bin", "obj", "node_modules"]);
const longest = 5 * 60_000; // a file that hangs is a failure, not a run without end; the longest takes two minutes

/** The *.test.mjs and *.test.ts below a folder; those that open a whole VS Code come last. */
export function nodeTests(folder) {
  const files = below(folder).sort();
  return [...files.filter((file) => !isEndToEnd(file)), ...files.filter(isEndToEnd)];
}

export function isEndToEnd(file) {
  return file.includes("/e2e/");
}

/**
 * Runs test files with node's own test runner; a suite is named by its path below the folder. Those that open a VS Code
 * or run programs go one after the other, the rest as many at once as there are cores.
 */
export async function runNodeTests(files, folder) {
  const isQuick = (file) => file.endsWith(".ts") && !isEndToEnd(file);
  const alone = files.filter((file) => !isQuick(file)).map((file) => [file]);
  const results = [];
  for (const some of [files.filter(isQuick), ...alone].filter((group) => group.length > 0)) {
    setLoader(some[0]);
    for (const file of some) console.log(path.relative(folder, file));
    for await (const { type, data } of run({ files: some, timeout: longest, concurrency: os.availableParallelism() })) {
      // The file that node names is the one that calls `test`, which may be a helper.
      const suite = path.relative(folder, some.length === 1 ? some[0] : (data.file ?? ""));
      if (type === "test:stderr") process.stderr.write(data.message); // why a file could not even be loaded
      if (type === "test:pass" && isTest(data)) results.push({ suite, ...passedOrSkipped(data) });
      if (type === "test:fail" && isTest(data)) results.push({ suite, ...failed(data) });
    }
  }
  return results;
}

/** Node 20 hands its own environment to the process of a test file, and no other options. */
function setLoader(file) {
  if (file.endsWith(".ts")) process.env.NODE_OPTIONS = `--import ${import.meta.resolve("tsx")}`;
  else delete process.env.NODE_OPTIONS;
}

function below(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : below(name);
    return /\.test\.(mjs|ts)$/.test(entry.name) ? [name] : [];
  });
}

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
