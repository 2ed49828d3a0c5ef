import assert from "node:assert/strict";
import test from "node:test";
import { summarize } from "../runner/summary.mjs";

const passed = { suite: "S", name: "a", status: "passed", message: "" };
const failed = { suite: "S", name: "b", status: "failed", message: "1 is not 2" };
const skipped = { suite: "S", name: "c", status: "skipped", message: "no such program" };
const comparison = { suite: "S", name: "d", status: "skipped", message: "apt-get install python3-torch" };

function run(results, isCi = false) {
  const lines = [];
  const code = summarize(results, { isCi, print: (line) => lines.push(line) });
  return { code, text: lines.join("\n"), last: lines.at(-1).trim() };
}

test("all passed is success, and the counts come last", () => {
  assert.deepEqual(run([passed, passed]), {
    code: 0,
    text: "\n2 passed, 0 failed, 0 skipped",
    last: "2 passed, 0 failed, 0 skipped",
  });
});

test("a failure is shown with its message and is exit code 1", () => {
  const { code, text, last } = run([passed, failed]);
  assert.equal(code, 1);
  assert.match(text, /FAILED {2}S: b\n1 is not 2/);
  assert.equal(last, "1 passed, 1 failed, 0 skipped");
});

test("a run without any passed test is a failure", () => {
  assert.equal(run([]).code, 1);
  assert.equal(run([skipped]).code, 1);
});

test("skipped tests are listed by reason", () => {
  const { code, text, last } = run([passed, skipped, skipped, comparison]);
  assert.equal(code, 0);
  assert.match(text, /2 × S: no such program\n {2}1 × S: apt-get install python3-torch/);
  assert.equal(last, "1 passed, 0 failed, 3 skipped");
});

test("on CI only comparisons may be skipped", () => {
  const { code, last } = run([passed, skipped, comparison], true);
  assert.equal(code, 1);
  assert.equal(last, "1 passed, 1 failed, 1 skipped");
  assert.equal(run([passed, comparison], true).code, 0);
});

test("what is only noted is printed before the counts, and changes nothing", () => {
  const note = { suite: "npm", name: "advisories", status: "note", message: "semver (high): slow" };
  const { code, text, last } = run([note, passed], true);
  assert.equal(code, 0);
  assert.match(text, /npm, advisories: semver \(high\): slow\n\n1 passed/);
  assert.equal(last, "1 passed, 0 failed, 0 skipped");
  assert.equal(run([note]).code, 1, "nothing was tested");
});
