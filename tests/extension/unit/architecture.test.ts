import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const extension = path.join(__dirname, "../../../extension");

/** What each folder may import; the folders are in the order of the diagram, so that each imports only what is below. */
const allowed = JSON.parse(readFileSync(path.join(extension, "imports.json"), "utf8")) as Record<string, string[]>;
const folders = Object.keys(allowed);

/** Relative to the extension, without its ending. */
type File = string;

const files = ["host", "shared", "webview"].flatMap((side) =>
  readdirSync(path.join(extension, side), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file): File => path.join(side, file).replace(/\.ts$/, "")),
);

/** What is named after `from` and in `import(…)`, types too: they tie files together as values do. */
function specifiersOf(file: File): string[] {
  const text = readFileSync(path.join(extension, `${file}.ts`), "utf8");
  return [...text.matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*"([^"]+)"/gm)].map(([, name]) => name ?? "");
}

const imports = new Map<File, File[]>(
  files.map((file) => [
    file,
    specifiersOf(file)
      .filter((name) => name.startsWith("."))
      .map((name) => path.join(path.dirname(file), name)),
  ]),
);

/** The folder with the longest name that the file is in. */
function folderOf(file: File): string | undefined {
  return folders
    .filter((folder) => file === folder || file.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)
    .at(0);
}

const edges = new Map<string, string>();
for (const [file, imported] of imports)
  for (const each of imported) {
    const [from, to] = [folderOf(file), folderOf(each)];
    if (from !== to) edges.set(`${from} → ${to}`, `${file}.ts imports ${each}.ts`);
  }

test("every file is in a folder, and every import leads to a file", () => {
  assert.ok(files.length > 100);
  // A folder below another is one of its own.
  for (const file of files)
    assert.ok(
      [file, path.dirname(file)].includes(folderOf(file) ?? ""),
      `imports.json does not name the folder of ${file}.ts`,
    );
  for (const [file, imported] of imports)
    for (const each of imported) assert.ok(existsSync(path.join(extension, `${each}.ts`)), `${file}.ts: ${each}`);
});

test("a folder imports only what imports.json allows it", () => {
  const forbidden = [...edges].filter(([edge]) => {
    const [from = "", to = ""] = edge.split(" → ");
    return !allowed[from]?.includes(to);
  });
  assert.deepEqual(forbidden, []);
});

test("what is allowed leads downwards, and is made use of", () => {
  for (const [at, folder] of folders.entries())
    for (const below of allowed[folder] ?? []) {
      assert.ok(folders.indexOf(below) > at, `${folder} → ${below} leads upwards`);
      assert.ok(edges.has(`${folder} → ${below}`), `${folder} → ${below} is not needed any more`);
    }
});

test("no files import each other in a circle", () => {
  const done = new Set<File>();
  const circles: string[] = [];
  const follow = (file: File, way: readonly File[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (done.has(file) || way.includes(file)) return;
    for (const each of imports.get(file) ?? []) follow(each, [...way, file]);
    done.add(file);
  };
  for (const file of files) follow(file, []);
  assert.deepEqual(circles, []);
});

test("what runs on both sides uses neither VS Code nor node, and the two sides meet only there", () => {
  const sideOf = (file: File) => file.split("/")[0];
  for (const file of files) {
    const packages = specifiersOf(file).filter((name) => !name.startsWith("."));
    // These need neither.
    if (sideOf(file) === "shared")
      assert.deepEqual(
        packages.filter((name) => !["fast-png", "fflate"].includes(name)),
        [],
        file,
      );
    if (sideOf(file) === "webview")
      assert.deepEqual(
        packages.filter((name) => name === "vscode" || name.startsWith("node:")),
        [],
        file,
      );
    for (const each of imports.get(file) ?? [])
      assert.ok(sideOf(each) === sideOf(file) || sideOf(each) === "shared", `${file} imports ${each}`);
  }
});
