import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { findServer } from "../../../../extension/host/server/findServer";
import { SegError } from "../../../../extension/host/server/errors";

const top = mkdtempSync(path.join(tmpdir(), "seg-find-"));
after(() => rmSync(top, { recursive: true }));

function program(file: string): string {
  const full = path.join(top, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, "", { mode: 0o755 });
  return full;
}

const environment = program("environment");
const setting = program("setting");

test("environment comes before setting, and setting before what is built", () => {
  const built = program("built");
  assert.equal(findServer({ environment, setting, built }), environment);
  assert.equal(findServer({ environment: undefined, setting, built }), setting);
  assert.equal(findServer({ environment: "", setting: "", built }), built);
});

function message(environment: string | undefined, setting: string): string {
  try {
    findServer({ environment, setting, built: "/elsewhere/seg" });
  } catch (error) {
    assert.ok(error instanceof SegError);
    assert.equal(error.code, "server.missing");
    return error.message;
  }
  return assert.fail("something was found");
}

test("a wrong place is named with what is wrong about it, and no other is tried", () => {
  const data = program("data");
  chmodSync(data, 0o644);
  assert.match(message("/no/seg", setting), /SEG_SERVER names the server \/no\/seg, which does not exist\./);
  assert.match(message(undefined, "bin/seg"), /"seg.server.path" names "bin\/seg" .* not a full path/);
  assert.match(message(undefined, top), /"seg.server.path" .* is not a file/);
  assert.match(message(undefined, data), /"seg.server.path" .* is not executable/);
  assert.match(message(undefined, ""), /elsewhere\/seg, which does not exist.*npm run setup/);
});
