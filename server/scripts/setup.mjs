import { script } from "./failure.mjs";
import { everything, makeReady } from "./ready.mjs";

await script(async () => {
  await makeReady(everything);
  console.error("Seg is ready. Try: npm start");
});
