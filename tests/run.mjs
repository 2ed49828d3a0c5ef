// Checks and tests everything; with a folder below tests/, only the node tests in it.
import os from "node:os";
import path from "node:path";
import { Failure } from "../server/scripts/failure.mjs";
import { projects, root } from "../server/scripts/paths.mjs";
import { everything, makeReady } from "../server/scripts/ready.mjs";
import { advisories } from "./runner/advisories.mjs";
import { installWindow } from "./runner/browser.mjs";
import { checks } from "./runner/check.mjs";
import { runJobs } from "./runner/jobs.mjs";
import { isEndToEnd, nodeJobs, nodeTests } from "./runner/nodeTests.mjs";
import { keepScratchInMemory } from "./runner/scratch.mjs";
import { summarize } from "./runner/summary.mjs";
import { xunitJob } from "./runner/xunit.mjs";

const tests = path.join(root, "tests");
// Jobs at once: one more than cores, as a test in VS Code waits for a third of its time; each takes a gigabyte.
const atOnce = Math.min(os.availableParallelism() + 1, 4);
const [only] = process.argv.slice(2);
const files = nodeTests(path.join(tests, only ?? ""));

/** All results, each { suite, name, status: "passed" | "failed" | "skipped", message }. */
let results = [];
try {
  await makeReady(everything); // the build is the analyzers' check too
  if (files.some(isEndToEnd)) await installWindow();
  keepScratchInMemory();
  results = await runJobs(jobs(), atOnce);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  results.push({ suite: "set-up", name: "build", status: "failed", message: error.message });
}
process.exitCode = summarize(results, { isCi: process.env.CI === "true" });

/** The long ones first, and those that keep a core busy beside those that mostly wait. */
function jobs() {
  const nodes = nodeJobs(files, tests);
  if (only) return nodes;
  const xunits = projects().filter((folder) => folder.endsWith(".Tests"));
  return [...xunits.map(xunitJob), ...nodes, ...checks, advisories];
}
