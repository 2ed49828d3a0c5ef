import net from "node:net";
import os from "node:os";
import path from "node:path";
import { Failure } from "../../server/scripts/failure.mjs";
import { firstSteps, sampleData } from "./firstSteps.mjs";
import { cache } from "./vscode/installation.mjs";
import { serveVscode } from "./vscode/server.mjs";

const usualPort = 8734; // the same every time, so that the browser finds its layout and a tunnel its end again

/** Serves VS Code to a browser until it is asked to end; gives the exit code. */
export async function openInBrowser(wantedPort) {
  const port = await freePort(wantedPort);
  const vscode = await serveVscode({ data: path.join(cache, "vscode-data"), port });
  const { port: listening } = new URL(vscode.origin);
  const { username } = os.userInfo();
  console.log(`
Open this address in a browser. VS Code is there, with sample-data: yeast images, most of them labelled.

  ${vscode.address(sampleData)}
${firstSteps}

On another machine, run there first: ssh -N -L ${listening}:127.0.0.1:${listening} ${username}@${os.hostname()}
Whoever has the address can do all that you can here. Ctrl+C ends VS Code.`);
  return endOf(vscode.process);
}

async function freePort(wanted) {
  if (await isFree(wanted ?? usualPort)) return wanted ?? usualPort;
  if (wanted === null) return 0;
  throw new Failure(`Another program uses port ${wanted}, or you may not; try npm start -- --port ${usualPort + 1}`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.on("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

function endOf(child) {
  let isWanted = false;
  const end = () => {
    isWanted = true;
    child.kill("SIGTERM");
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, end);
  return new Promise((resolve) => child.on("exit", (code) => resolve(isWanted ? 0 : (code ?? 1))));
}
