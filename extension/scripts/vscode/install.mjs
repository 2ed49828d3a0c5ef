// Puts a VS Code that runs in a browser into the folder given, from npm's registry alone.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const [folder, version] = process.argv.slice(2);
const ripgrep = "1.18.0"; // VS Code's own search; its older package, which comes with it, would load it from GitHub

fs.mkdirSync(folder, { recursive: true });
install(folder, "--no-save", `code-server@${version}`, `@vscode/ripgrep-linux-x64@${ripgrep}`);
const packages = path.join(folder, "node_modules");
const vscode = path.join(packages, "code-server/lib/vscode");
install(vscode);
install(path.join(vscode, "extensions"));

// From here on what the packages' own installers do.
fs.symlinkSync("node_modules", path.join(vscode, "node_modules.asar"));
fs.mkdirSync(path.join(vscode, "node_modules/@vscode/ripgrep/bin"));
fs.copyFileSync(
  path.join(packages, "@vscode/ripgrep-linux-x64/bin/rg"),
  path.join(vscode, "node_modules/@vscode/ripgrep/bin/rg"),
);
compile("a terminal", "node-pty");
compile("logs, such as Seg's in the panel Output", "@vscode/spdlog");

function install(where, ...what) {
  const options = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  options.push("--no-engine-strict"); // it names node 20 alone
  execFileSync("npm", ["install", ...options, ...what], { cwd: where, stdio: "inherit" });
}

/** A library of C++, where this machine can compile it; VS Code starts without, and then lacks `what` it is for. */
function compile(what, module) {
  const node = path.join(path.dirname(process.execPath), "..");
  if (!fs.existsSync(path.join(node, "include/node/node.h"))) return; // node-gyp would load the headers from elsewhere
  const folder = path.join(vscode, "node_modules", module);
  const compiling = ["exec", "--call", `node-gyp rebuild --nodedir='${node}'`];
  if (spawnSync("npm", compiling, { cwd: folder, stdio: "ignore" }).status !== 0) console.log(`without ${what}`);
}
