import fs from "node:fs";
import path from "node:path";
import { encode } from "fast-png";

/** Of the images. */
export const size = { width: 96, height: 80 };

/** The label of an image, 1 in its discs. */
export function labelOf(image: number): Uint8Array {
  return draw(image, 0, 1);
}

/**
 * Makes the folder a dataset that a network learns within seconds: bright discs on dark ground. Of six images the last
 * two have no label; the fourth is the validation image.
 */
export function discs(folder: string): void {
  for (const part of ["images", "masks"]) fs.rmSync(path.join(folder, part), { recursive: true });
  for (let image = 1; image <= 6; image++) {
    write(folder, "images", image, draw(image, 40, 200));
    if (image <= 4) write(folder, "masks", image, labelOf(image));
  }
  const classes = [
    { name: "background", color: "#000000" },
    { name: "disc", color: "#e69f00" },
  ];
  const split = { validation: ["disc4"], test: [] };
  fs.writeFileSync(
    path.join(folder, "seg.json"),
    JSON.stringify({ version: 1, classes, images: "images", masks: "masks", split }),
  );
}

function draw(image: number, ground: number, disc: number): Uint8Array {
  const { width, height } = size;
  const values = new Uint8Array(width * height).fill(ground);
  for (const [x, y, radius] of placesOf(image))
    for (let i = 0; i < values.length; i++)
      if (((i % width) - x) ** 2 + (Math.floor(i / width) - y) ** 2 < radius ** 2) values[i] = disc;
  return values;
}

/** Three discs apart from each other, in other places in each image. */
function placesOf(image: number): readonly (readonly [x: number, y: number, radius: number])[] {
  return [
    [16 + image * 2, 18, 9 + (image % 3)],
    [70 - image, 22 + image, 12],
    [30 + image * 3, 58, 10 + (image % 2)],
  ];
}

function write(folder: string, part: string, image: number, data: Uint8Array): void {
  const file = path.join(folder, part, `disc${image}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, encode({ ...size, data, channels: 1, depth: 8 }));
}
