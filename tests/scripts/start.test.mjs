import assert from "node:assert/strict";
import test from "node:test";
import { checkout } from "./checkout.mjs";

const start = "extension/scripts/start.mjs";
const code = `printf '%s\\n' "$@" >> "$ROOT/code.log"; echo; exit "\${CODE_FAILS:-0}"`;

test("the sample data is opened in the user's own VS Code, with the extension from its sources", (t) => {
  const { run, folder, log } = checkout(t, { tools: { code } });
  const { status, stdout } = run(start, [], { DISPLAY: ":0" });
  assert.equal(status, 0);
  assert.match(stdout, /Right-click an image and choose Label Image/);
  assert.equal(log("code.log"), `--extensionDevelopmentPath=${folder}/extension\n${folder}/sample-data\n`);
});

test("in a terminal of a VS Code on another machine the extension is installed there", (t) => {
  const { run, folder, log } = checkout(t, { tools: { code } });
  assert.equal(run(start, [], { VSCODE_IPC_HOOK_CLI: "/run/socket" }).status, 0);
  assert.equal(
    log("code.log"),
    `--install-extension\n${folder}/extension/dist/seg.vsix\n--force\n${folder}/sample-data\n`,
  );
});

test("an option that means nothing is answered with those that do", (t) => {
  const { run, calls } = checkout(t);
  for (const args of [["--port", "x"], ["--port", "70000"], ["--port"], ["--prot", "1"], ["1"]]) {
    const { status, stderr } = run(start, args);
    assert.equal(status, 1);
    assert.match(stderr, /^npm start .*\nnpm start -- --port N .*\n$/);
  }
  assert.deepEqual(calls(), []);
});
