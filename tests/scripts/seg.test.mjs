import assert from "node:assert/strict";
import fs from "node:fs";
import { once } from "node:events";
import path from "node:path";
import test from "node:test";
import { checkout } from "./checkout.mjs";

test("seg gets the arguments unchanged, its stdout holds nothing of the set-up, its exit code is ours", (t) => {
  const { run } = checkout(t, { seg: `printf '%s\\n' "$@"; echo oops >&2; exit 7` });
  const { status, stdout, stderr } = run("seg.mjs", ["train", "two words", "--loss", "ce + 2*dice", "$HOME", ""]);
  assert.equal(status, 7);
  assert.equal(stdout, "train\ntwo words\n--loss\nce + 2*dice\n$HOME\n\n");
  assert.match(stderr, /^tools[\s\S]*\noops\n$/);
});

test("seg runs where the user stands", (t) => {
  const { run, folder } = checkout(t, { seg: "pwd" });
  fs.mkdirSync(path.join(folder, "my images"));
  assert.equal(run("seg.mjs").stdout, `${folder}\n`);
  assert.equal(run("seg.mjs", [], { INIT_CWD: path.join(folder, "my images") }).stdout, `${folder}/my images\n`);
});

test("seg reads our stdin", async (t) => {
  const { run, start } = checkout(t, { seg: "cat" });
  run("setup.mjs");
  const child = start("seg.mjs");
  child.stdin.end("a request");
  const [output] = await once(child.stdout, "data");
  assert.equal(output.toString(), "a request");
});

test("a signal lets seg end in its own way", async (t) => {
  const { run, start } = checkout(t, {
    seg: `trap 'echo saved; exit 5' TERM; echo running; while :; do sleep 0.05; done`,
  });
  run("setup.mjs");
  const child = start("seg.mjs");
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
    if (text.includes("running")) child.kill("SIGTERM");
  });
  const [code, signal] = await once(child, "close");
  assert.deepEqual({ code, signal, output }, { code: 5, signal: null, output: "running\nsaved\n" });
});

test("a program that a signal killed gives the shell's exit code for it", (t) => {
  const { run } = checkout(t, { seg: "kill -KILL $$" });
  assert.equal(run("seg.mjs").status, 128 + 9);
});

test("programs find an SDK that is only on the PATH", (t) => {
  const { run, folder } = checkout(t, { seg: `echo "$DOTNET_ROOT"` });
  fs.mkdirSync(path.join(folder, "path/host/fxr"), { recursive: true });
  assert.equal(run("seg.mjs").stdout, `${folder}/path\n`);
  assert.equal(run("seg.mjs", [], { DOTNET_ROOT: "/elsewhere" }).stdout, "/elsewhere\n");
});
