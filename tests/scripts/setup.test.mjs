import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { checkout } from "./checkout.mjs";

const built = (calls) => calls.some((call) => call.startsWith("build"));

test("set-up restores and builds once, says each stage on stderr and then does nothing", (t) => {
  const { run, dotnetCalls } = checkout(t);
  const first = run("setup.mjs");
  assert.equal(first.status, 0, first.stderr);
  assert.equal(first.stdout, "");
  assert.match(first.stderr, /^tools … [\d.]+ s\npackages .*… [\d.]+ s\nbuild … [\d.]+ s\n/);
  assert.deepEqual(
    dotnetCalls().map((call) => call.split(" -")[0]),
    ["", "tool restore", "restore Seg.sln", "build Seg.sln"].map((call) => call || "--version"),
  );

  assert.equal(run("setup.mjs").status, 0);
  assert.deepEqual(dotnetCalls(), []);
});

test("set-up builds again after an edit, and after the program was removed", (t) => {
  const { run, edit, folder, dotnetCalls } = checkout(t);
  run("setup.mjs");
  dotnetCalls();
  edit("server/Seg.Server/New.cs", "class New;");
  run("setup.mjs");
  assert.ok(built(dotnetCalls()));
  fs.rmSync(path.join(folder, "server/Seg.Server/bin"), { recursive: true });
  run("setup.mjs");
  assert.ok(built(dotnetCalls()));
});

test("a failed build shows its errors, and is tried again", (t) => {
  const { run, dotnetCalls } = checkout(t);
  const failed = run("setup.mjs", [], { BUILD_FAILS: "1" });
  assert.equal(failed.status, 1);
  assert.match(
    failed.stderr,
    /build … failed\nserver\/A\.cs\(1,1\): error CS1002: ; expected\nThis failed: dotnet build/,
  );
  dotnetCalls();
  assert.equal(run("setup.mjs").status, 0);
  assert.ok(built(dotnetCalls()));
});

test("without the SDK the message names the command that installs it", (t) => {
  const { run } = checkout(t);
  const { status, stderr } = run("setup.mjs", [], { SDK_MISSING: "1" });
  assert.equal(status, 1);
  assert.match(stderr, /needs the \.NET 10 SDK.*\n.*dotnet-install\.sh \| bash/);
  assert.doesNotMatch(stderr, /at .*\.mjs/);
});

test("the CUDA build is chosen where nvidia-smi finds a GPU", (t) => {
  for (const [answer, cuda] of [
    ["exit 0", "true"],
    ["exit 9", "false"],
  ]) {
    const { run, dotnetCalls } = checkout(t, { tools: { "nvidia-smi": answer } });
    run("setup.mjs", [], { SEG_CUDA: undefined });
    for (const call of dotnetCalls().filter((each) => each.includes("Seg.sln")))
      assert.ok(call.includes(`-p:SegCuda=${cuda}`), call);
  }
});

test("a change between CPU and CUDA starts from nothing, and SEG_CUDA has the last word", (t) => {
  const { run, folder, dotnetCalls } = checkout(t, { tools: { "nvidia-smi": "exit 0" } });
  const left = path.join(folder, "server/Seg.Server/bin/Release/net10.0/libtorch_cuda.so");
  run("setup.mjs", [], { SEG_CUDA: "1" });
  fs.writeFileSync(left, "");
  dotnetCalls();

  run("setup.mjs", [], { SEG_CUDA: undefined });
  assert.deepEqual(dotnetCalls(), []);
  run("setup.mjs", [], { SEG_CUDA: "0" });
  assert.ok(dotnetCalls().some((call) => call.startsWith("build") && call.includes("-p:SegCuda=false")));
  assert.ok(!fs.existsSync(left));
});

test("a CUDA build that fails says how to do without, and is not tried again unasked", (t) => {
  const { run, dotnetCalls } = checkout(t, { tools: { "nvidia-smi": "exit 9" } });
  assert.match(run("setup.mjs", [], { SEG_CUDA: "1", BUILD_FAILS: "1" }).stderr, /set SEG_CUDA=0/);
  dotnetCalls();
  assert.equal(run("setup.mjs", [], { SEG_CUDA: undefined }).status, 0);
  assert.ok(dotnetCalls().some((call) => call.startsWith("build") && call.includes("-p:SegCuda=false")));
  assert.match(run("setup.mjs", [], { SEG_CUDA: "yes" }).stderr, /^SEG_CUDA is yes; set it to 1/);
});

test("two set-ups at once build once", async (t) => {
  const { start, dotnetCalls } = checkout(t);
  const ends = [start("setup.mjs"), start("setup.mjs")].map(
    (child) => new Promise((resolve) => child.on("exit", resolve)),
  );
  assert.deepEqual(await Promise.all(ends), [0, 0]);
  assert.equal(dotnetCalls().filter((call) => call.startsWith("build")).length, 1);
});
