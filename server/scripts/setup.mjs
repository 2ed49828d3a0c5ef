import { script } from "./failure.mjs";
import { makeReady } from "./ready.mjs";

await script(async () => {
  await makeReady();
  console.error("Seg is ready. Try: npm start");
});
