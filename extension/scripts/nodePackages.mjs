import fs from "node:fs";
import path from "node:path";
import { root } from "../../server/scripts/paths.mjs";
import { stage } from "../../server/scripts/stage.mjs";

/** The packages of package-lock.json in node_modules. */
export const nodePackages = { isReady, make };

/** npm notes in node_modules what it put there, as the last thing it does. */
function isReady() {
  const wanted = packagesOf("package-lock.json");
  const present = packagesOf("node_modules/.package-lock.json");
  return Object.entries(wanted ?? {}).every(
    ([name, { version, optional }]) => name === "" || (present?.[name] ? present[name].version === version : optional),
  );
}

async function make() {
  // Whatever the user's npm leaves out elsewhere, here everything is a development dependency.
  await stage("node packages", "npm", ["ci", "--ignore-scripts", "--include=dev", "--include=optional"]);
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8")).packages;
  } catch {
    return null;
  }
}
