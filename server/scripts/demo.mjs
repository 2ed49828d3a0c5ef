import { script } from "./failure.mjs";
import { root, seg } from "./paths.mjs";
import { runProgram } from "./program.mjs";
import { makeReady } from "./ready.mjs";

const data = "sample-data";
const model = `${data}/models/demo`;
const steps = [
  ["check", data],
  ["train", data, "--name", "demo"],
  ["evaluate", data, "--model", model],
  ["predict", data, "--model", model],
];

await script(async () => {
  await makeReady();
  for (const step of steps) {
    console.log(`\n> npm run --silent seg -- ${step.join(" ")}`);
    const code = await runProgram(seg, step, root);
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
  }
  console.log(`
The model is in ${model}, the masks are in ${data}/predictions/demo.
Next, on your own images: npm run --silent seg -- init FOLDER`);
});
