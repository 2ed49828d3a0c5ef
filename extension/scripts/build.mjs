// Bundles the extension into extension/dist and packs it as dist/seg.vsix. With --watch: bundles again after each edit.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { context } from "esbuild";
import { dotnetEnvironment } from "../../server/scripts/dotnet.mjs";
import { sampleParts, seg } from "../../server/scripts/paths.mjs";

const extension = fileURLToPath(new URL("../", import.meta.url));
const dist = path.join(extension, "dist");
const shared = { absWorkingDir: extension, bundle: true, sourcemap: true, logLevel: "warning" };

fs.rmSync(dist, { recursive: true, force: true });
copyCodicons();
copySampleImages();
const bundles = await Promise.all([hostBundle(), webviewBundle()].map(context));
if (process.argv.includes("--watch")) await Promise.all(bundles.map((bundle) => bundle.watch()));
else {
  await Promise.all(bundles.map((bundle) => bundle.rebuild()));
  await Promise.all(bundles.map((bundle) => bundle.dispose()));
  await pack();
}

function hostBundle() {
  return {
    ...shared,
    entryPoints: ["host/extension.ts"],
    outdir: path.join(dist, "host"),
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"], // jsonc-parser's other form loads its parts at run time
    external: ["vscode"],
    define: {
      builtServer: JSON.stringify(seg),
      builtDotnetRoot: JSON.stringify(dotnetEnvironment().DOTNET_ROOT ?? ""),
    },
  };
}

/** webview/NAME/{main.ts, style.css} become NAME.js and NAME.css, and what reads pictures for all pages worker.js. */
function webviewBundle() {
  const panels = fs
    .readdirSync(path.join(extension, "webview"), { withFileTypes: true })
    .filter((e) => e.isDirectory());
  const entryPoints = panels
    .flatMap(({ name }) => [
      { in: `webview/${name}/main.ts`, out: name },
      { in: `webview/${name}/style.css`, out: name },
    ])
    .filter((entry) => fs.existsSync(path.join(extension, entry.in)));
  entryPoints.push({ in: "webview/shared/picture/worker.ts", out: "worker" });
  return { ...shared, entryPoints, outdir: path.join(dist, "webview"), format: "iife", target: "es2022" };
}

function copyCodicons() {
  const from = path.join(extension, "../node_modules/@vscode/codicons/dist");
  for (const file of ["codicon.css", "codicon.ttf"])
    fs.cpSync(path.join(from, file), path.join(dist, "webview/codicons", file));
}

function copySampleImages() {
  for (const part of sampleParts)
    fs.cpSync(path.join(extension, "../sample-data", part), path.join(dist, "sample", part), { recursive: true });
}

async function pack() {
  for (const file of ["LICENSE", "THIRD-PARTY-NOTICES.md"])
    fs.cpSync(path.join(extension, "..", file), path.join(dist, "licences", file));
  await createVSIX({
    cwd: extension,
    packagePath: path.join(dist, "seg.vsix"),
    dependencies: false, // they are in the bundles
    allowMissingRepository: true,
    skipLicense: true,
  });
}
