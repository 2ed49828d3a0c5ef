import fs from "node:fs";
import path from "node:path";
import { discs } from "./discs";
import { seg } from "./smallModel";

/** With SEG_PLAIN=1 every dataset of the tests is a plain folder, under a name as people give them. */
export const isPlain = process.env["SEG_PLAIN"] === "1";

/** Moves a dataset's images beside its seg.json, as they are in a plain folder that Seg made a dataset. */
export function flatten(folder: string): void {
  const images = path.join(folder, "images");
  for (const name of fs.readdirSync(images)) fs.renameSync(path.join(images, name), path.join(folder, name));
  fs.rmdirSync(images);
  const file = path.join(folder, "seg.json");
  if (!fs.existsSync(file)) return;
  const config = JSON.parse(fs.readFileSync(file, "utf8")) as object;
  fs.writeFileSync(file, JSON.stringify({ ...config, images: "." }));
}

/** Below the folder that is open; the "ü" is two characters, as a Mac writes it. */
export const plainName = `Zellen fu\u0308r März`;
const numbers = [1, 2, 3, 9, 10, 11];

/** The name of one of its six images, in the order of which people count. */
export function cellName(image: number): string {
  return `Ausschnitt ä ${numbers[image - 1]}.png`;
}

/** A folder of the discs' images under names as people give them, which Seg itself has made a dataset; four have a mask. */
export function plainDiscs(folder: string): void {
  const plain = path.join(folder, plainName);
  fs.mkdirSync(path.join(plain, "images"), { recursive: true });
  fs.mkdirSync(path.join(plain, "masks"));
  discs(plain);
  for (const part of ["images", "masks"])
    for (const name of fs.readdirSync(path.join(plain, part)))
      fs.renameSync(path.join(plain, part, name), path.join(plain, part, cellName(Number(name.at(4)))));
  flatten(plain);
  fs.rmSync(path.join(plain, "seg.json"));
  seg("init", plain, "--classes", "background,disc");
  // What is beside it would be asked about.
  for (const name of ["seg.json", "images", "masks", "stack.tif"])
    fs.rmSync(path.join(folder, name), { recursive: true });
}
