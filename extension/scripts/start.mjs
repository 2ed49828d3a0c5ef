import { parseArgs } from "node:util";
import { Failure, script } from "../../server/scripts/failure.mjs";
import { everything, makeReady } from "../../server/scripts/ready.mjs";
import { openInBrowser } from "./inBrowser.mjs";
import { openInOwnVscode } from "./inOwnVscode.mjs";

const usage = `npm start              opens sample-data in your VS Code where the command 'code' is there, else in a browser
npm start -- --port N  serves VS Code to a browser at that port of this machine`;

await script(async () => {
  const port = readPort();
  await makeReady(everything);
  if (port === null && (await openInOwnVscode())) return;
  process.exitCode = await openInBrowser(port);
});

/** Null where none was asked for. */
function readPort() {
  try {
    const { port } = parseArgs({ options: { port: { type: "string" } } }).values;
    if (port === undefined) return null;
    if (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535) return Number(port);
  } catch {
    // An unknown option.
  }
  throw new Failure(usage);
}
