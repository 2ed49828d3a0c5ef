import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { sampleParts } from "./paths.mjs";

const generated = new Set(["bin", "obj", "dist", "node_modules"]);
const topLevel = /\.(props|targets|sln)$|^(global\.json|\.editorconfig|dotnet-tools\.json)$/;

/** A text that changes when a file that the C# build reads is edited, added, renamed or removed. */
export function serverFingerprint(root) {
  const top = [".", ".config"].flatMap((folder) =>
    fs.existsSync(path.join(root, folder))
      ? fs
          .readdirSync(path.join(root, folder))
          .filter((name) => topLevel.test(name))
          .map((name) => path.join(folder, name))
      : [],
  );
  const projects = [...below(root, "server"), ...below(root, "tests")].filter(
    (file) => !/\.(ts|mjs)$/.test(file) && !file.startsWith("tests/extension/"),
  );
  return hashOf(root, [...top, ...projects]);
}

/** The same for the bundle of the extension, which knows where it was made and has the sample images; its packages are in package-lock.json. */
export function extensionFingerprint(root) {
  return hashOf(root, ["package-lock.json", ...below(root, "extension"), ...sample(root)]);
}

function sample(root) {
  return sampleParts
    .map((part) => path.join("sample-data", part))
    .filter((part) => fs.existsSync(path.join(root, part)))
    .flatMap((part) => (fs.statSync(path.join(root, part)).isDirectory() ? below(root, part) : [part]));
}

function hashOf(root, files) {
  const hash = crypto.createHash("sha256").update(root);
  for (const file of files.sort()) {
    const { mtimeMs, size } = fs.statSync(path.join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest("hex");
}

function below(root, folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : below(root, name);
    return [name];
  });
}
