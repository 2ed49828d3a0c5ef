import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { installVscode } from "../../extension/scripts/vscode/installation.mjs";
import { Failure } from "../../server/scripts/failure.mjs";
import { stage } from "../../server/scripts/stage.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const fonts = "/usr/share/fonts";
const command = "apt-get install -y --no-install-recommends chromium fonts-dejavu-core";

/** The Chromium of this machine; null where there is none. */
export function findChromium() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const files = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return files.find((file) => fs.existsSync(file)) ?? null;
}

/** Why no test can open VS Code here, and the command that changes it; null where all is there. */
export function missingBrowser() {
  if (findChromium() && fs.existsSync(fonts)) return null;
  return `VS Code's tests need Chromium and a font: sudo ${command}`;
}

/** Installs VS Code and what it is shown by, as far as that goes; gives why no test can open it, or null. */
export async function installWindow() {
  await installBrowser();
  const missing = missingBrowser();
  if (missing === null) await installVscode();
  return missing;
}

/** Installs what is missing, where we may: as root on a Debian or Ubuntu. Where that fails, these tests skip. */
async function installBrowser() {
  if (missingBrowser() === null || process.getuid() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return;
  process.env.DEBIAN_FRONTEND = "noninteractive";
  try {
    await stage("Chromium", "sh", ["-c", `apt-get update && ${command}`]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
  }
}
