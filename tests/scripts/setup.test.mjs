import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { checkout } from "./checkout.mjs";

const built = (calls) => calls.some((call) => call.startsWith("dotnet build"));

test("set-up restores and builds once, says each stage on stderr and then does nothing", (t) => {
  const { run, calls } = checkout(t);
  const first = run("setup.mjs");
  assert.equal(first.status, 0, first.stderr);
  assert.equal(first.stdout, "");
  assert.deepEqual(
    first.stderr
      .replace(/[\d.]+ s$/gm, "N s")
      .split("\n")
      .slice(0, -2),
    [
      "tools … N s",
      "packages (250 MB, unless they are on this machine) … N s",
      "build … N s",
      "node packages … N s",
      "extension … N s",
    ],
  );
  assert.deepEqual(
    calls().map((call) => call.split(" -")[0]),
    ["dotnet", "dotnet tool restore", "dotnet restore Seg.sln", "dotnet build Seg.sln", "npm ci", "bundle"],
  );

  assert.equal(run("setup.mjs").status, 0);
  assert.deepEqual(calls(), []);
});

test("set-up builds again after an edit, and after the program was removed", (t) => {
  const { run, edit, folder, calls } = checkout(t);
  run("setup.mjs");
  calls();
  edit("server/Seg.Server/New.cs", "class New;");
  run("setup.mjs");
  assert.ok(built(calls()));
  fs.rmSync(path.join(folder, "server/Seg.Server/bin"), { recursive: true });
  run("setup.mjs");
  assert.ok(built(calls()));
});

test("packages and extension are renewed where they do not fit, and nothing else is then done", (t) => {
  const { run, edit, folder, calls } = checkout(t);
  const renewed = () => {
    assert.equal(run("setup.mjs").status, 0);
    return calls().map((call) => call.split(" --")[0]);
  };
  run("setup.mjs");
  calls();
  edit("extension/package.json", "{}");
  assert.deepEqual(renewed(), ["dotnet", "bundle"]);
  fs.rmSync(path.join(folder, "extension/dist"), { recursive: true });
  assert.deepEqual(renewed(), ["dotnet", "bundle"]);
  edit("package-lock.json", `{ "packages": { "node_modules/a": { "version": "1.0.1" } } }`);
  assert.deepEqual(renewed(), ["dotnet", "npm ci", "bundle"]);
  fs.rmSync(path.join(folder, "node_modules"), { recursive: true });
  assert.deepEqual(renewed(), ["dotnet", "npm ci"]);
});

test("packages for other systems may be missing", (t) => {
  const { run, edit, calls } = checkout(t);
  run("setup.mjs");
  edit(
    "package-lock.json",
    `{ "packages": { "": {}, "node_modules/a": { "version": "1.0.0" }, "node_modules/a-mac": { "optional": true } } }`,
  );
  calls();
  run("setup.mjs");
  assert.ok(!calls().some((call) => call.startsWith("npm")));
});

test("the command line needs no node packages", (t) => {
  const { run, calls } = checkout(t);
  run("seg.mjs");
  assert.deepEqual([...new Set(calls().map((call) => call.split(" ")[0]))], ["dotnet"]);
});

test("a failed build shows its errors, and is tried again", (t) => {
  const { run, calls } = checkout(t);
  const failed = run("setup.mjs", [], { BUILD_FAILS: "1" });
  assert.equal(failed.status, 1);
  assert.match(
    failed.stderr,
    /build … failed\nserver\/A\.cs\(1,1\): error CS1002: ; expected\nThis failed: dotnet build/,
  );
  calls();
  assert.equal(run("setup.mjs").status, 0);
  assert.ok(built(calls()));
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
    const { run, calls } = checkout(t, { tools: { "nvidia-smi": answer } });
    run("setup.mjs", [], { SEG_CUDA: undefined });
    for (const call of calls().filter((each) => each.includes("Seg.sln")))
      assert.ok(call.includes(`-p:SegCuda=${cuda}`), call);
  }
});

test("a change between CPU and CUDA starts from nothing, and SEG_CUDA has the last word", (t) => {
  const { run, folder, calls } = checkout(t, { tools: { "nvidia-smi": "exit 0" } });
  const left = path.join(folder, "server/Seg.Server/bin/Release/net10.0/libtorch_cuda.so");
  run("setup.mjs", [], { SEG_CUDA: "1" });
  fs.writeFileSync(left, "");
  calls();

  run("setup.mjs", [], { SEG_CUDA: undefined });
  assert.deepEqual(calls(), []);
  run("setup.mjs", [], { SEG_CUDA: "0" });
  assert.ok(calls().some((call) => call.startsWith("dotnet build") && call.includes("-p:SegCuda=false")));
  assert.ok(!fs.existsSync(left));
});

test("a CUDA build that fails says how to do without, and is not tried again unasked", (t) => {
  const { run, calls } = checkout(t, { tools: { "nvidia-smi": "exit 9" } });
  assert.match(run("setup.mjs", [], { SEG_CUDA: "1", BUILD_FAILS: "1" }).stderr, /set SEG_CUDA=0/);
  calls();
  assert.equal(run("setup.mjs", [], { SEG_CUDA: undefined }).status, 0);
  assert.ok(calls().some((call) => call.startsWith("dotnet build") && call.includes("-p:SegCuda=false")));
  assert.match(run("setup.mjs", [], { SEG_CUDA: "yes" }).stderr, /^SEG_CUDA is yes; set it to 1/);
});

test("two set-ups at once build once", async (t) => {
  const { start, calls } = checkout(t);
  const ends = [start("setup.mjs"), start("setup.mjs")].map(
    (child) => new Promise((resolve) => child.on("exit", resolve)),
  );
  assert.deepEqual(await Promise.all(ends), [0, 0]);
  assert.equal(calls().filter((call) => call.startsWith("dotnet build")).length, 1);
});
