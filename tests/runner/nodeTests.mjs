import fs from "node:fs";
import path from "node:path";
import { run } from "node:test";

const generated = new Set(["bin", "obj", "node_modules"]);

/** Runs every *.test.mjs below a folder with node's own test runner. */
export async function runNodeTests(folder) {
  const results = [];
  for (const file of testFiles(folder)) {
    const suite = path.relative(folder, file);
    console.log(suite);
    for await (const { type, data } of run({ files: [file] })) {
      if (type === "test:stderr") process.stderr.write(data.message); // why a file could not even be loaded
      if (type === "test:pass" && isTest(data, file)) results.push({ suite, ...passedOrSkipped(data) });
      if (type === "test:fail" && isTest(data, file)) results.push({ suite, ...failed(data) });
    }
  }
  return results;
}

function testFiles(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : testFiles(name);
    return entry.name.endsWith(".test.mjs") ? [name] : [];
  });
}

/** A file and a suite are reported like tests of their own; a file counts only where it itself failed to run. */
function isTest({ name, details }, file) {
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
