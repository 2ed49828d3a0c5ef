import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../server/scripts/paths.mjs";
import { vsix } from "./bundle.mjs";
import { firstSteps, sampleData } from "./firstSteps.mjs";

/** Opens the sample data in the user's own VS Code; false where there is none that can be opened from here. */
export async function openInOwnVscode(environment = process.env) {
  const code = findCode(environment);
  if (code === null) return false;
  for (const args of callsOf(environment)) {
    const { status, stdout, stderr } = spawnSync(code, args, { encoding: "utf8" });
    if (status === 0) continue;
    console.error(`${code} ${args.join(" ")}\n${stdout}${stderr}`.trim());
    console.error("That did not work; VS Code will be served to a browser instead.");
    return false;
  }
  console.log(`VS Code opens sample-data, a folder of yeast images, most of them labelled.\n${firstSteps}`);
  return true;
}

function findCode(environment) {
  const canShow = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "VSCODE_IPC_HOOK_CLI"];
  if (!canShow.some((name) => environment[name])) return null;
  const folders = (environment.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, "code")).find((file) => fs.existsSync(file)) ?? null;
}

/** In a terminal of a VS Code on another machine, `code` speaks to that one, which can only install extensions. */
function callsOf(environment) {
  if (environment.VSCODE_IPC_HOOK_CLI) return [["--install-extension", vsix, "--force"], [sampleData]];
  return [[`--extensionDevelopmentPath=${path.join(root, "extension")}`, sampleData]];
}
