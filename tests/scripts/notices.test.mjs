import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { notices, shippedPackages } from "../../server/scripts/notices.mjs";
import { root } from "../../server/scripts/paths.mjs";

test("the notices name what is shipped, in the versions of the lock files", () => {
  const packages = shippedPackages();
  assert.equal(
    fs.readFileSync(path.join(root, "THIRD-PARTY-NOTICES.md"), "utf8"),
    notices(packages),
    "npm run notices",
  );
  const names = packages.map(({ name }) => name);
  for (const name of [
    "TorchSharp",
    "libtorch-cpu-linux-x64",
    "StreamJsonRpc",
    "uplot",
    "vscode-jsonrpc",
    "@vscode/codicons",
  ])
    assert.ok(names.includes(name), name);
  for (const { name, licence } of packages) assert.ok(licence, name);
});
