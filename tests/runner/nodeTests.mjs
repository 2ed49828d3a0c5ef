import { fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";

const generated = new Set(["bin", "obj", "node_modules"]);
const worker = path.join(import.meta.dirname, "nodeWorker.mjs");

/** The *.test.mjs and *.test.ts below a folder; those that open a whole VS Code come last. */
export function nodeTests(folder) {
  const files = below(folder).sort();
  return [...files.filter((file) => !isEndToEnd(file)), ...files.filter(isEndToEnd)];
}

export function isEndToEnd(file) {
  return file.includes("/e2e/");
}

/**
 * Test files as jobs: those in node that run no programs are one, each other is one of its own. A suite is named by its
 * path below the folder.
 */
export function nodeJobs(files, folder) {
  const isQuick = (file) => file.endsWith(".ts") && !isEndToEnd(file);
  const quick = files.filter(isQuick);
  const jobs = files.filter((file) => !isQuick(file)).map((file) => job([file], path.relative(folder, file), folder));
  return quick.length > 0 ? [job(quick, `${quick.length} quick files of node tests`, folder), ...jobs] : jobs;
}

function job(files, name, folder) {
  return { name, run: () => inProcess(files, folder) };
}

/** In a process of its own: the loader for TypeScript is given by the environment, which files of both kinds share here. */
async function inProcess(files, folder) {
  const loader = { NODE_OPTIONS: files[0].endsWith(".ts") ? `--import ${import.meta.resolve("tsx")}` : "" };
  const environment = { ...process.env, ...loader };
  delete environment.NODE_TEST_CONTEXT; // in which node's runner runs nothing, as a test of ours is one
  const child = fork(worker, [folder, ...files], { env: environment });
  const results = [];
  child.on("message", (result) => results.push(result));
  const [code] = await once(child, "close");
  if (code === 0) return results;
  const suite = path.relative(folder, files[0]);
  return [...results, { suite, name: "the test process", status: "failed", message: `It ended with code ${code}.` }];
}

function below(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : below(name);
    return /\.test\.(mjs|ts)$/.test(entry.name) ? [name] : [];
  });
}
