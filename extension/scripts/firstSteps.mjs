import path from "node:path";
import { root } from "../../server/scripts/paths.mjs";

export const sampleData = path.join(root, "sample-data");

export const firstSteps = `
  1. In the explorer, open the folder images.
  2. Right-click an image and choose Label Image.

For a folder of your own: File → Open Folder, and the same.
Without an editor: npm run demo, or npm run --silent seg -- --help`;
