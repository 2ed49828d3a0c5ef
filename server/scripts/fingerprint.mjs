import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const generated = new Set(["bin", "obj", "node_modules"]);
const topLevel = /\.(props|targets|sln)$|^(global\.json|\.editorconfig|dotnet-tools\.json)$/;

/** A text that changes when a file that the C# build reads is edited, added, renamed or removed. */
export function fingerprint(root) {
  const hash = crypto.createHash("sha256");
  for (const file of sources(root)) {
    const { mtimeMs, size } = fs.statSync(path.join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest("hex");
}

function sources(root) {
  const top = [".", ".config"].flatMap((folder) =>
    fs.existsSync(path.join(root, folder))
      ? fs
          .readdirSync(path.join(root, folder))
          .filter((name) => topLevel.test(name))
          .map((name) => path.join(folder, name))
      : [],
  );
  return [...top, ...below(root, "server"), ...below(root, "tests")].sort();
}

function below(root, folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : below(root, name);
    return name.endsWith(".mjs") ? [] : [name];
  });
}
