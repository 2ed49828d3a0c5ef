// Checks and tests everything; with a folder below tests/, only the node tests in it.
import path from "node:path";
import { installVscode } from "../extension/scripts/vscode/installation.mjs";
import { Failure } from "../server/scripts/failure.mjs";
import { projects, root } from "../server/scripts/paths.mjs";
import { everything, makeReady } from "../server/scripts/ready.mjs";
import { installBrowser, missingBrowser } from "./runner/browser.mjs";
import { check } from "./runner/check.mjs";
import { isEndToEnd, nodeTests, runNodeTests } from "./runner/nodeTests.mjs";
import { summarize } from "./runner/summary.mjs";
import { runXunit } from "./runner/xunit.mjs";

const tests = path.join(root, "tests");
const [only] = process.argv.slice(2);
const files = nodeTests(path.join(tests, only ?? ""));

/** All results, each { suite, name, status: "passed" | "failed" | "skipped", message }. */
const results = [];
try {
  await makeReady(everything); // the build is the analyzers' check too
  if (!only) await check();
  if (files.some(isEndToEnd)) {
    await installBrowser();
    if (missingBrowser() === null) await installVscode();
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  results.push({ suite: "set-up", name: "build and checks", status: "failed", message: error.message });
}
if (results.length === 0) {
  if (!only)
    for (const project of projects().filter((folder) => folder.endsWith(".Tests")))
      results.push(...(await runXunit(project)));
  results.push(...(await runNodeTests(files, tests)));
}
process.exitCode = summarize(results, { isCi: process.env.CI === "true" });
