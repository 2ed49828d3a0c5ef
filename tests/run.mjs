import path from "node:path";
import { Failure } from "../server/scripts/failure.mjs";
import { projects, root } from "../server/scripts/paths.mjs";
import { makeReady } from "../server/scripts/ready.mjs";
import { stage } from "../server/scripts/stage.mjs";
import { runNodeTests } from "./runner/nodeTests.mjs";
import { summarize } from "./runner/summary.mjs";
import { runXunit } from "./runner/xunit.mjs";

/** All results, each { suite, name, status: "passed" | "failed" | "skipped", message }. */
const results = [];
try {
  await makeReady(); // the build is the analyzers' check too
  await stage("format", "dotnet", ["csharpier", "check", "server", "tests"]);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  results.push({ suite: "set-up", name: "build and format", status: "failed", message: error.message });
}
if (results.length === 0) {
  for (const project of projects().filter((folder) => folder.endsWith(".Tests")))
    results.push(...(await runXunit(project)));
  results.push(...(await runNodeTests(path.join(root, "tests"))));
}
process.exitCode = summarize(results, { isCi: process.env.CI === "true" });
