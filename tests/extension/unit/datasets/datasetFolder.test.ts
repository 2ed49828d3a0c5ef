import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { DatasetFolder, findDataset } from "../../../../extension/host/datasets/datasetFolder";

const config = {
  version: 1,
  classes: [
    { name: "background", color: "#000000" },
    { name: "cell", color: "#e69f00" },
  ],
};
let top: string;

beforeEach(async () => {
  top = await mkdtemp(path.join(tmpdir(), "seg-dataset-"));
});
afterEach(() => rm(top, { recursive: true }));

async function put(file: string, content = ""): Promise<string> {
  const full = path.join(top, file);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
}

const putConfig = (folder: string, more: object = {}) =>
  put(path.join(folder, "seg.json"), JSON.stringify({ ...config, ...more }));

test("images are listed by stem in the order of character codes, without hidden and other files and folders", async () => {
  await putConfig(".");
  for (const name of ["a.png", "a-1.png", "B.TIF", "z.jpeg", "ä.bmp", "b.tiff", ".b.png", "b.txt", "png"])
    await put(`images/${name}`);
  await mkdir(path.join(top, "images/folder.png"));
  await symlink(path.join(top, "images/a.png"), path.join(top, "images/link.jpg"));
  const files = await (await DatasetFolder.read(top)).imageFiles();
  assert.deepEqual(
    files.map((file) => path.relative(path.join(top, "images"), file)),
    ["B.TIF", "a.png", "a-1.png", "b.tiff", "link.jpg", "z.jpeg", "ä.bmp"],
  );
});

test("from an image one goes to the next, the previous and round to the next without a mask", async () => {
  await putConfig(".");
  const [a, b, c, d] = await Promise.all(["a.png", "b.tif", "c.png", "d.png"].map((name) => put(`images/${name}`)));
  await put("masks/b.png");
  await put("masks/d.png");
  const list = await (await DatasetFolder.read(top)).images();
  assert.equal(list.labelledCount, 2);
  assert.deepEqual(
    list.files.map((file) => list.isLabelled(file)),
    [false, true, false, true],
  );
  assert.ok(a && b && c && d);
  assert.deepEqual([list.neighbour(a, "next"), list.neighbour(d, "next")], [b, null]);
  assert.deepEqual([list.neighbour(b, "previous"), list.neighbour(a, "previous")], [a, null]);
  assert.deepEqual(
    [a, b, c].map((file) => list.neighbour(file, "nextUnlabelled")),
    [c, c, a],
  );
  assert.equal(list.indexOf(c), 2);
  assert.equal(list.neighbour(path.join(top, "images/gone.png"), "next"), null);
});

test("when all other images are labelled there is no next one to label", async () => {
  await putConfig(".");
  const a = await put("images/a.png");
  await put("images/b.png");
  await put("masks/b.png");
  assert.equal((await (await DatasetFolder.read(top)).images()).neighbour(a, "nextUnlabelled"), null);
});

test("a dataset without its folders has no images", async () => {
  await putConfig(".");
  assert.deepEqual((await (await DatasetFolder.read(top)).images()).files, []);
});

test("an image's dataset is the nearest above whose folder of images holds it", async () => {
  await putConfig(".", { images: "a/raw" });
  await putConfig("a", { images: "elsewhere" });
  const image = await put("a/raw/x.y.tif");
  const dataset = await findDataset(image, top);
  assert.equal(dataset?.folder, top);
  assert.equal(dataset.maskPath(image), path.join(top, "masks/x.y.png"));
  assert.deepEqual(dataset.classes, config.classes);

  await putConfig("a/raw", { images: "." });
  assert.equal((await findDataset(image, top))?.folder, path.join(top, "a/raw"));
});

test("images elsewhere belong to no dataset: masks, predictions, subfolders", async () => {
  await putConfig(".");
  for (const place of ["masks/x.png", "predictions/m/x.png", "images/more/x.png", "x.png"])
    assert.equal(await findDataset(await put(place), top), null, place);
});

test("nothing above the workspace folder is looked at", async () => {
  await putConfig(".");
  const image = await put("images/x.png");
  assert.equal(await findDataset(image, path.join(top, "images")), null);
  assert.equal(await findDataset(image, path.join(top, "other")), null);
});

test("a broken seg.json on the way is an error, not a folder without a dataset", async () => {
  await putConfig(".");
  await put("images/seg.json", "{");
  await assert.rejects(findDataset(await put("images/x.png"), top), { code: "dataset.config" });
});

test("a mask is found whose name is written in the other Unicode form, and keeps its name", async () => {
  await putConfig(".");
  const [composed, decomposed] = ["\u00e4", "a\u0308"];
  const [one, two, three] = await Promise.all(
    [`${composed}1.png`, `${decomposed}2.png`, `${composed}3.png`].map((name) => put(`images/${name}`)),
  );
  await put(`masks/${decomposed}1.png`);
  await put(`masks/${composed}2.png`);
  const dataset = await DatasetFolder.read(top);
  const list = await dataset.images();
  assert.ok(one && two && three);
  assert.deepEqual(
    [one, two, three].map((file) => list.isLabelled(file)),
    [true, true, false],
  );
  assert.equal(list.labelledCount, 2);
  assert.deepEqual(
    [one, two, three].map((file) => path.basename(dataset.maskPath(file))),
    [`${decomposed}1.png`, `${composed}2.png`, `${composed}3.png`],
  );
});
