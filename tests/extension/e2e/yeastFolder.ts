import fs from "node:fs";
import path from "node:path";
import { discs } from "./discs";
import { seg } from "./smallModel";

/** The images of {@link yeastFolder}; of the first field of view there are two heights, and the last two have no label. */
export const cells = [
  "Zelle ä1_z_-2.png",
  "Zelle ä1_z_3.5.png",
  "Zelle ö2_z_1.png",
  "Zelle ü3_z_1.png",
  "neue Zelle ä.png",
  "neue Zelle ö.png",
] as const;

/** Where the images are, in the folder that is open. */
export const plainName = "Zellen für Übung 1";

/** Makes a plain folder of images in the folder, and nothing else. */
export function plainImages(folder: string): void {
  imagesAndMasks(folder);
  fs.rmSync(path.join(folder, "masks"), { recursive: true });
}

function imagesAndMasks(folder: string): void {
  discs(folder);
  const plain = path.join(folder, plainName);
  fs.mkdirSync(plain);
  cells.forEach((cell, i) => fs.renameSync(path.join(folder, `images/disc${i + 1}.png`), path.join(plain, cell)));
  fs.rmSync(path.join(folder, "seg.json"));
  fs.rmSync(path.join(folder, "stack.tif"));
  for (const part of ["images", "pictures"]) fs.rmSync(path.join(folder, part), { recursive: true });
}

/** The same with the labels of four, as a dataset that Seg has made of it; of those, its split keeps one height back. */
export function yeastFolder(folder: string): void {
  imagesAndMasks(folder);
  const plain = path.join(folder, plainName);
  seg("init", plain, "--classes", "background,Zelle");
  fs.mkdirSync(path.join(plain, "masks"));
  for (let i = 1; i <= 4; i++)
    fs.renameSync(path.join(folder, `masks/disc${i}.png`), path.join(plain, "masks", cells[i - 1] ?? ""));
  fs.rmSync(path.join(folder, "masks"), { recursive: true });
}
