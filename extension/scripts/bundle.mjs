import fs from "node:fs";
import path from "node:path";
import { extensionFingerprint } from "../../server/scripts/fingerprint.mjs";
import { root } from "../../server/scripts/paths.mjs";
import { stage } from "../../server/scripts/stage.mjs";

const stampFile = path.join(root, "extension/dist/built.json");

/** The extension as VS Code runs it, extension/dist, and packed for installing, {@link vsix}. */
export const bundle = { isReady, make };

export const vsix = path.join(root, "extension/dist/seg.vsix");

function isReady() {
  return readStamp()?.fingerprint === extensionFingerprint(root);
}

async function make() {
  const stamp = { fingerprint: extensionFingerprint(root) };
  await stage("extension", process.execPath, ["extension/scripts/build.mjs"]);
  fs.writeFileSync(stampFile, JSON.stringify(stamp));
}

function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, "utf8"));
  } catch {
    return null;
  }
}
