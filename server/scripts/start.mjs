import { script } from "./failure.mjs";
import { everything, makeReady } from "./ready.mjs";

await script(async () => {
  await makeReady(everything);
  console.log(`Seg is ready. sample-data/ is a folder of yeast images, most of them labelled. Try in turn:

  npm run --silent seg -- check sample-data
  npm run --silent seg -- augment sample-data --preview augmented.png
  npm run --silent seg -- train sample-data --name first
  npm run --silent seg -- evaluate sample-data --model sample-data/models/first
  npm run --silent seg -- predict sample-data --model sample-data/models/first

For your own images put the folder's path in the place of sample-data, after:

  npm run --silent seg -- init FOLDER

Every verb explains itself:  npm run --silent seg -- train --help
All of it at once, on the sample data, in a few minutes:  npm run demo`);
});
