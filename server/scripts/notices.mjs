// Writes THIRD-PARTY-NOTICES.md: what is shipped with Seg, from the lock files and the packages' own descriptions.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./paths.mjs";

const server = path.join(root, "server/Seg.Server");
const nugetFolder = process.env.NUGET_PACKAGES ?? path.join(os.homedir(), ".nuget/packages");
const bitMiracle = (library) => `https://bitmiracle.github.io/${library}.net/help/articles/license.html`;
const oldLicences = { [bitMiracle("libtiff")]: "BSD-3-Clause", [bitMiracle("libjpeg")]: "BSD-3-Clause" }; // named by address only
const notShipped = /^(Microsoft\.CodeAnalysis\.|SkiaSharp\.NativeAssets\.)/; // checks of the build; other systems' libraries

/** The packages of the server and of the extension's bundles, each { name, version, licence, address }. */
export function shippedPackages() {
  return [...nugetPackages(), ...nodePackages()];
}

function nugetPackages() {
  const lock = JSON.parse(fs.readFileSync(path.join(server, "packages.lock.json"), "utf8"));
  return Object.entries(lock.dependencies["net10.0"])
    .filter(([name, { type }]) => type !== "Project" && !notShipped.test(name))
    .map(([name, { resolved }]) => ({ name, version: resolved, ...nuspec(name, resolved) }));
}

function nuspec(name, version) {
  const id = name.toLowerCase();
  const text = fs.readFileSync(path.join(nugetFolder, id, version, `${id}.nuspec`), "utf8");
  const tag = (what) => new RegExp(`<${what}[^>]*>([^<]*)<`).exec(text)?.[1].trim();
  const isExpression = /<license type="expression">/.test(text);
  return {
    licence: isExpression ? tag("license") : (oldLicences[tag("licenseUrl")] ?? "see its page"),
    address: tag("projectUrl"),
  };
}

/** What host, webview and shared import by name, and what these depend on. */
function nodePackages() {
  const names = new Set(["@vscode/codicons"]); // copied, not imported
  for (const folder of ["host", "webview", "shared"])
    for (const file of fs.readdirSync(path.join(root, "extension", folder), { recursive: true }))
      if (file.endsWith(".ts")) addImports(path.join(root, "extension", folder, file), names);
  for (const name of names)
    for (const dependency of Object.keys(manifest(name).dependencies ?? {})) names.add(dependency);
  return [...names].sort().map((name) => {
    const { version, license, homepage, repository } = manifest(name);
    const source = (repository?.url ?? repository)?.replace(/^git\+/, "").replace(/\.git$/, "");
    return { name, version, licence: license, address: homepage ?? source };
  });
}

function addImports(file, names) {
  for (const [, from] of fs.readFileSync(file, "utf8").matchAll(/from "((?:@[\w-]+\/)?[\w-]+)[\w/.-]*"/g))
    if (from !== "vscode" && from !== "node") names.add(from);
}

function manifest(name) {
  return JSON.parse(fs.readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8"));
}

/** The whole text of the file. */
export function notices(packages) {
  const rows = packages.map(
    ({ name, version, licence, address }) => `| [${name}](${address}) | ${version} | ${licence} |`,
  );
  return `# Third-party notices

Seg is shipped with these packages; each is under its own licence, whose text is in the package. This file is made by
\`npm run notices\` from what is shipped.

| package | version | licence |
| --- | --- | --- |
${rows.join("\n")}

libtorch-cpu-linux-x64 holds PyTorch (BSD-3-Clause) with, among others, oneDNN (Apache-2.0), OpenMP's run time (MIT),
and the further parts that PyTorch's own NOTICE names.

Names and layouts of networks follow torchvision (BSD-3-Clause) and segmentation_models.pytorch (MIT); no code of theirs
is in Seg. Published weights that users fetch have the licences that \`seg weights list\` names.
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  fs.writeFileSync(path.join(root, "THIRD-PARTY-NOTICES.md"), notices(shippedPackages()));
