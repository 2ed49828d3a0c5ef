import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { fingerprint } from "../../server/scripts/fingerprint.mjs";

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
  return { root, write };
}

test("nothing changed, nothing to build", (t) => {
  const { root, write } = project(t);
  const before = fingerprint(root);
  write("server/A/bin/Release/A.dll", "built");
  write("server/A/obj/A.cache", "built");
  write("server/obj/ready.json", "{}");
  write("tests/t.test.mjs", "script");
  write("README.md", "read");
  assert.equal(fingerprint(root), before);
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
    const before = fingerprint(root);
    write(name, "something else");
    assert.notEqual(fingerprint(root), before);
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
    const before = fingerprint(root);
    write(name, "");
    assert.notEqual(fingerprint(root), before);
  });

test("a removed file, and one put back with an older date, are seen", (t) => {
  const { root } = project(t);
  const file = path.join(root, "server/A/A.cs");
  const before = fingerprint(root);
  fs.utimesSync(file, 1, 1);
  const older = fingerprint(root);
  fs.rmSync(file);
  assert.equal(new Set([before, older, fingerprint(root)]).size, 3);
});
