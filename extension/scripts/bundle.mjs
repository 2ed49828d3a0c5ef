import fs from "node:fs";
import path from "node:path";
import { dotnetEnvironment } from "../../server/scripts/dotnet.mjs";
import { extensionFingerprint } from "../../server/scripts/fingerprint.mjs";
import { root } from "../../server/scripts/paths.mjs";
import { stage } from "../../server/scripts/stage.mjs";

const stampFile = path.join(root, "extension/dist/built.txt");

/** The extension as VS Code runs it, extension/dist, and packed for installing, {@link vsix}. */
export const bundle = { isReady, make };

export const vsix = path.join(root, "extension/dist/seg.vsix");

function isReady() {
  return readStamp() === stamp();
}

async function make() {
  const made = stamp();
  await stage("extension", process.execPath, ["extension/scripts/build.mjs"]);
  fs.writeFileSync(stampFile, made);
}

/** Of the sources, and of the .NET whose place goes into the bundle. */
function stamp() {
  return `${extensionFingerprint(root)} ${dotnetEnvironment().DOTNET_ROOT}`;
}

function readStamp() {
  try {
    return fs.readFileSync(stampFile, "utf8");
  } catch {
    return null;
  }
}
