import { closeShared } from "../extension/e2e/vscode";
import { insidePictures } from "./insidePictures";
import { labelPictures } from "./labelPictures";
import { modelPictures } from "./modelPictures";
import { take } from "./picture";
import { drawTestImages } from "./testImages";

const works = new Map<string, () => Promise<void>>([
  ...[...labelPictures, ...modelPictures, ...insidePictures].map((each) => [each.name, () => take(each)] as const),
  ["test-images", drawTestImages],
]);

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !works.has(name));
  if (unknown !== undefined) throw new Error(`There is no picture ${unknown}, only ${[...works.keys()].join(", ")}.`);
  try {
    for (const [name, work] of works) {
      if (names.length > 0 && !names.includes(name)) continue;
      await work();
      console.log(`sample-data/pictures/${name}.jpg`);
    }
  } finally {
    await closeShared();
  }
}

void main(process.argv.slice(2));
