import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { extensionFingerprint, serverFingerprint } from "../../server/scripts/fingerprint.mjs";

function project(t) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "seg-sources-"));
  t.after(() => fs.rmSync(root, { recursive: true }));
  const write = (name, text) => {
    fs.mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  write("Seg.sln", "");
  write("server/A/A.cs", "one");
  write("server/A/packages.lock.json", "{}");
  write("tests/T/T.cs", "test");
  write(".config/dotnet-tools.json", "{}");
  write("package-lock.json", "{}");
  write("extension/host/extension.ts", "activate");
  return { root, write };
}

test("nothing changed, nothing to build", (t) => {
  const { root, write } = project(t);
  const before = [serverFingerprint(root), extensionFingerprint(root)];
  write("server/A/bin/Release/A.dll", "built");
  write("server/A/obj/A.cache", "built");
  write("server/obj/ready.json", "{}");
  write("extension/dist/host/extension.js", "bundled");
  write("tests/t.test.mjs", "script");
  write("tests/extension/e2e/out/failed.png", "picture");
  write("README.md", "read");
  assert.deepEqual([serverFingerprint(root), extensionFingerprint(root)], before);
});

for (const name of [
  "server/A/A.cs",
  "server/A/packages.lock.json",
  "tests/T/T.cs",
  "Seg.sln",
  ".config/dotnet-tools.json",
])
  test(`an edit of ${name} is seen`, (t) => {
    const { root, write } = project(t);
    const before = serverFingerprint(root);
    write(name, "something else");
    assert.notEqual(serverFingerprint(root), before);
  });

for (const name of [
  "server/A/New.cs",
  "tests/T/data/picture.png",
  "Directory.Build.props",
  "global.json",
  ".editorconfig",
])
  test(`the new file ${name} is seen`, (t) => {
    const { root, write } = project(t);
    const before = serverFingerprint(root);
    write(name, "");
    assert.notEqual(serverFingerprint(root), before);
  });

test("a removed file, and one put back with an older date, are seen", (t) => {
  const { root } = project(t);
  const file = path.join(root, "server/A/A.cs");
  const before = serverFingerprint(root);
  fs.utimesSync(file, 1, 1);
  const older = serverFingerprint(root);
  fs.rmSync(file);
  assert.equal(new Set([before, older, serverFingerprint(root)]).size, 3);
});

for (const name of ["extension/host/extension.ts", "extension/webview/label/worker.ts", "package-lock.json"])
  test(`an edit of ${name} is one of the extension only`, (t) => {
    const { root, write } = project(t);
    const before = { server: serverFingerprint(root), extension: extensionFingerprint(root) };
    write(name, "something else");
    assert.equal(serverFingerprint(root), before.server);
    assert.notEqual(extensionFingerprint(root), before.extension);
  });
