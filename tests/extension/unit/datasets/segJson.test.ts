import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { parseSegJson, readSegJson } from "../../../../extension/host/datasets/segJson";
import { SegError } from "../../../../extension/host/server/errors";

const classes = [
  { name: "background", color: "#000000" },
  { name: "cell", color: "#E69f00" },
];
const parse = (content: object) => parseSegJson(JSON.stringify(content), "/data/set");

test("what is not said has the server's defaults, and what labelling does not need is no error", () => {
  assert.deepEqual(parse({ version: 1, classes, split: { validation: 0.2 }, other: true }), {
    classes,
    images: "images",
    masks: "masks",
    page: 1,
  });
});

test("folders are brought to their shortest form", () => {
  const { images, masks } = parse({ version: 1, classes, images: "./raw/../.", masks: "labels/by hand/" });
  assert.deepEqual([images, masks], [".", path.join("labels", "by hand")]);
});

test("comments, trailing commas, a byte order mark and capitals are read, as the server reads them", () => {
  const text = `\uFEFF{ // from a colleague
    "Version": 1, /* , } */ "classes": [{ "Name": "back // ground, ]", "color": "#000000" }, ${JSON.stringify(classes[1])},],
    "page": 3, }`;
  const read = parseSegJson(text, "/data/set");
  assert.equal(read.classes[0]?.name, "back // ground, ]");
  assert.equal(read.page, 3);
});

for (const [what, content, why] of [
  ["a list", [], /not a JSON object/],
  ["a newer version", { version: 2, classes }, /"version" is 2/],
  ["no version", { classes }, /"version"/],
  ["no classes", { version: 1 }, /"classes" is not a list/],
  ["one class", { version: 1, classes: classes.slice(1) }, /names 1; 2 to 255/],
  [
    "256 classes",
    { version: 1, classes: Array.from({ length: 256 }, (_, i) => ({ name: `${i}`, color: "#000000" })) },
    /names 256/,
  ],
  ["a blank name", { version: 1, classes: [classes[0], { name: " ", color: "#000000" }] }, /empty name/],
  ["a colour in words", { version: 1, classes: [classes[0], { name: "cell", color: "red" }] }, /"red"/],
  ["a name twice", { version: 1, classes: [classes[0], classes[1], classes[1]] }, /two classes are named "cell"/],
  ["a page 0", { version: 1, classes, page: 0 }, /"page"/],
  ["a null folder", { version: 1, classes, masks: null }, /"masks" is not/],
  ["images above the dataset", { version: 1, classes, images: ".." }, /"images" is "\.\.", which is outside/],
  ["masks above the dataset", { version: 1, classes, masks: "masks/../../../etc" }, /"masks" .* outside/],
  ["masks at the root", { version: 1, classes, masks: "/tmp" }, /"masks" is "\/tmp", which is outside/],
  ["masks among the images", { version: 1, classes, images: "a", masks: "./a" }, /same folder/],
] as const)
  test(`${what} is refused`, () => assert.throws(() => parse(content), { message: why }));

test("folders whose names only begin with dots are inside", () => {
  assert.equal(parse({ version: 1, classes, masks: "..masks" }).masks, "..masks");
});

test("a broken file is an error that names it and asks to correct it", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "seg-json-"));
  await writeFile(path.join(folder, "seg.json"), '{ "version": 1');
  await assert.rejects(readSegJson(folder), (error) => {
    assert.ok(error instanceof SegError);
    assert.equal(error.code, "dataset.config");
    assert.match(error.message, new RegExp(`^Cannot use ${folder}/seg.json: .*\\. Correct the file\\.$`));
    return true;
  });
});

/** How long one text takes, against eight of an eighth of its length: 1 where time grows as length does, 8 as its square. */
function growth(textOf: (length: number) => string): number {
  const [long, short] = [textOf(160_000), textOf(20_000)];
  const timeOf = (text: string, times: number) => {
    const started = performance.now();
    for (let i = 0; i < times; i++) assert.throws(() => parseSegJson(text, "/data/set"));
    return performance.now() - started;
  };
  return timeOf(long, 1) / timeOf(short, 8);
}

for (const [what, textOf] of [
  ["blanks", (length) => `{"version": 1${" ".repeat(length)}x`],
  ["slashes", (length) => "/".repeat(length)],
  ["openings of comments", (length) => "/*".repeat(length / 2)],
  ["commas", (length) => `{"a": [${",".repeat(length)}`],
  ["openings of texts", (length) => '"\\'.repeat(length / 2)],
  ["texts' ends that begin no text", (length) => `{"version": 1} ` + '\\"'.repeat(length / 2)],
  ["rows of comments", (length) => "//\n".repeat(length / 3)],
] as [string, (length: number) => string][])
  test(`a text of ${what} is refused in a time that grows as its length does`, () => {
    // The least of some: whatever else the machine does only adds to it.
    const least = Math.min(...Array.from({ length: 5 }, () => growth(textOf)));
    assert.ok(least < 4, `${least}`);
  });

test("brackets in brackets without end are refused in a sentence", () => {
  for (const open of ["[", '{"a":'])
    assert.throws(() => parseSegJson(open.repeat(50_000), "/data/set"), { message: /nested too deeply/ });
});
