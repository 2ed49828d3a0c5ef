import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { locked } from "../../../server/scripts/lock.mjs";
import { stage } from "../../../server/scripts/stage.mjs";

/** Of the npm package code-server; this one holds VS Code 1.100.3, the oldest that the extension runs in. */
const version = "4.100.3";

/** What may be removed at any time and is shared by all checkouts of this user. */
export const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "seg");

const folder = path.join(cache, `vscode-${version}`);

/** The program that serves VS Code to a browser. */
export const vscodeServer = path.join(folder, "node_modules/code-server/lib/vscode/out/server-main.js");

/** Installs that VS Code where it is not there yet. */
export async function installVscode() {
  if (fs.existsSync(folder)) return;
  await locked(`${folder}.lock`, async () => {
    if (fs.existsSync(folder)) return;
    const unfinished = `${folder}.unfinished`;
    fs.rmSync(unfinished, { recursive: true, force: true });
    const script = fileURLToPath(new URL("install.mjs", import.meta.url));
    await stage("VS Code for the browser (325 MB)", process.execPath, [script, unfinished, version]);
    fs.renameSync(unfinished, folder);
  });
}
