import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const root = path.join(__dirname, "../../..");

/** Of each walk in ARCHITECTURE.md: how many files it says, and which. */
const walks = readFileSync(path.join(root, "ARCHITECTURE.md"), "utf8")
  .split("## Four walks")[1]
  ?.split("\n## ")[0]
  ?.split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter((cells) => cells[3]?.startsWith("`"))
  .map(([, name = "", count, through = ""]) => ({ name, count: Number(count), files: filesOf(through) }));

function filesOf(through: string): string[] {
  return through.split("; ").flatMap((part) => {
    const [, folder = "", names = ""] = /^`(.+)`: (.+)$/.exec(part) ?? [];
    const [side, ending] = folder.startsWith("Seg.") ? ["server", "cs"] : ["extension", "ts"];
    return names.split(", ").map((name) => path.join(side, folder, `${name}.${ending}`));
  });
}

test("the walks in ARCHITECTURE.md lead through files that are there, as many as they say", () => {
  assert.equal(walks?.length, 4);
  for (const { name, count, files } of walks) {
    assert.deepEqual(
      files.filter((file) => !existsSync(path.join(root, file))),
      [],
      name,
    );
    assert.equal(new Set(files).size, count, name);
  }
});
