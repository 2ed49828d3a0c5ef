import fs from "node:fs";
import path from "node:path";
import { script } from "./failure.mjs";
import { root, seg } from "./paths.mjs";
import { runProgram } from "./program.mjs";
import { makeReady } from "./ready.mjs";

const data = "sample-data";
const model = `${data}/models/demo`;
const picture = "demo.png";
// 175 steps: about three minutes on two cores, and enough to tell mothers from daughters most of the time.
const training = ["--epochs", "5", "--steps-per-epoch", "35"];
const steps = [
  ["check", data],
  ["train", data, "--name", "demo", ...training],
  ["evaluate", data, "--model", model, "--sheet", picture],
  ["predict", data, "--model", model, "--overlays"],
];

await script(async () => {
  await makeReady();
  // The demo of last time: training keeps out of a folder with a model in it.
  fs.rmSync(path.join(root, model), { recursive: true, force: true });
  for (const step of steps) {
    console.log(`\n> npm run --silent seg -- ${step.join(" ")}`);
    const code = await runProgram(seg, step, { cwd: root });
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
  }
  console.log(`
Look at ${picture}: each test image, its label, the prediction, and the errors in red.
Masks, overlays and objects.csv of the unlabelled images are in ${data}/predictions/demo, the model is in ${model}.
More training gives better masks: npm run --silent seg -- train ${data}
On images of your own: npm run --silent seg -- init FOLDER, label some in FOLDER/masks, then train FOLDER.`);
});
