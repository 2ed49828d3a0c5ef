import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { setTimeout } from "node:timers/promises";
import { runJobs } from "../runner/jobs.mjs";
import { nodeJobs, nodeTests } from "../runner/nodeTests.mjs";

test("as many jobs run at once as there are workers, the first ones first; results are in the jobs' order", async () => {
  const begun = [];
  let running = 0;
  let most = 0;
  const job = (name, milliseconds) => ({
    name,
    run: async () => {
      begun.push(name);
      most = Math.max(most, ++running);
      await setTimeout(milliseconds);
      running--;
      return [{ name }];
    },
  });
  const lines = [];
  const results = await runJobs([job("a", 60), job("b", 1), job("c", 1), job("d", 1)], 2, (line) => lines.push(line));
  assert.deepEqual(begun, ["a", "b", "c", "d"]);
  assert.equal(most, 2);
  assert.deepEqual(results, [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }]);
  assert.match(lines.at(-1), /^a … \d+\.\d s$/);
});

test("tests that fail or skip, and a file that cannot be loaded, are reported as such", async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-jobs-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const write = (name, lines) => fs.writeFileSync(path.join(folder, name), `import test from "node:test";\n${lines}`);
  write("a.test.mjs", `test("good", () => {});\ntest("bad", () => { throw new Error("1 is not 2"); });`);
  write("b.test.mjs", `test("idle", { skip: "no such program" }, () => {});`);
  write("c.test.mjs", `import "./nothing.mjs";`);
  const results = (await Promise.all(nodeJobs(nodeTests(folder), folder).map((job) => job.run()))).flat();
  const reported = results.map(({ suite, name, status, message }) => [
    suite,
    path.basename(name),
    status,
    message.split("\n")[0],
  ]);
  assert.deepEqual(reported.slice(0, 3), [
    ["a.test.mjs", "good", "passed", ""],
    ["a.test.mjs", "bad", "failed", "Error: 1 is not 2"],
    ["b.test.mjs", "idle", "skipped", "no such program"],
  ]);
  assert.deepEqual(reported[3]?.slice(0, 3), ["c.test.mjs", "c.test.mjs", "failed"]);
  assert.equal(reported.length, 4);
});
