import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import test from "node:test";
import { dotnetEnvironment } from "../../server/scripts/dotnet.mjs";
import { programOf, root, seg } from "../../server/scripts/paths.mjs";
import { neededVersions } from "./neededVersions.mjs";

test("libLibTorchSharp.so needs no newer libstdc++ than that of GCC 11", () => {
  const needed = neededVersions(path.join(path.dirname(seg), "libLibTorchSharp.so"), "libstdc++.so.6");
  const patches = needed
    .filter(({ version, isWeak }) => !isWeak && version.startsWith("GLIBCXX_3.4."))
    .map(({ version }) => Number(version.split(".")[2]));
  assert.ok(patches.length > 0);
  assert.ok(Math.max(...patches) <= 29, `GLIBCXX_3.4.${Math.max(...patches)}`);
});

test("loading libtorch prints nothing", () => {
  const tests = programOf(path.join(root, "tests/Seg.Core.Tests"));
  const { status, stdout, stderr } = spawnSync(
    tests,
    ["-noLogo", "-noColor", "-reporter", "silent", "-method", "Seg.Core.Tests.LibTorchTests.A_tensor_can_be_made"],
    { env: dotnetEnvironment(), encoding: "utf8" },
  );
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
});
