import fs from "node:fs";
import path from "node:path";
import { encodeMask } from "../../../extension/host/masks/maskFile";
import { drawObjects, drawTexture } from "./drawing";
import { encodeTiff } from "./tiff";

/** An image of the dataset; they differ in size and format, and show the same in their middles. */
export interface Drawn {
  readonly stem: string;
  readonly ending: "png" | "tif";
  /** Width and height. */
  readonly side: number;
}

export const small: Drawn = { stem: "small", ending: "png", side: 512 };
export const large: Drawn = { stem: "large", ending: "png", side: 4096 };

/** Copies of an image, because what was opened once comes from some store the next time. */
export const deep = copies({ stem: "deep", ending: "tif", side: 4096 });
export const huge = copies({ stem: "huge", ending: "png", side: 8192 });

export function fileOf({ stem, ending }: Drawn): string {
  return `images/${stem}.${ending}`;
}

/** Draws all images into a new folder, and a mask for each. */
export async function drawDataset(folder: string): Promise<void> {
  for (const name of ["images", "masks"]) fs.mkdirSync(path.join(folder, name), { recursive: true });
  const classes = [
    { name: "background", color: "#000000" },
    { name: "cell", color: "#1f77b4" },
    { name: "nucleus", color: "#ff7f0e" },
  ];
  const settings = { version: 1, classes, images: "images", masks: "masks" };
  fs.writeFileSync(path.join(folder, "seg.json"), JSON.stringify(settings));
  for (const [first, ...others] of [[small], [large], deep, huge]) {
    if (!first) continue;
    const { ending, side } = first;
    const texture = drawTexture(side);
    const encoded =
      ending === "png"
        ? await encodeMask({ width: side, height: side, values: texture })
        : encodeTiff(side, side, texture);
    const image = path.join(folder, fileOf(first));
    const mask = path.join(folder, "masks", `${first.stem}.png`);
    fs.writeFileSync(image, encoded);
    fs.writeFileSync(mask, await encodeMask({ width: side, height: side, values: drawObjects(side) }));
    for (const other of others) {
      fs.copyFileSync(image, path.join(folder, fileOf(other)));
      fs.copyFileSync(mask, path.join(folder, "masks", `${other.stem}.png`));
    }
  }
}

function copies(drawn: Drawn): readonly Drawn[] {
  return [1, 2, 3].map((number) => ({ ...drawn, stem: `${drawn.stem}${number}` }));
}
