import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../../server/scripts/paths.mjs";

const fakeDotnet = `#!/bin/sh
echo "dotnet $*" >> "$ROOT/calls.log"
if [ "$1" = --version ]; then exit "\${SDK_MISSING:-0}"; fi
if [ "$1" = build ]; then
  if [ -n "$BUILD_FAILS" ]; then
    for i in 1 2; do echo "$ROOT/server/A.cs(1,1): error CS1002: ; expected [$ROOT/A.csproj]"; done
    echo "    1 Error(s)"
    exit 1
  fi
  bin="$ROOT/server/Seg.Server/bin/Release/net10.0"
  mkdir -p "$bin"
  cp "$ROOT/seg" "$bin/seg"
fi
`;

const fakeNpm = `#!/bin/sh
echo "npm $*" >> "$ROOT/calls.log"
mkdir -p node_modules
cp package-lock.json node_modules/.package-lock.json
`;

const fakeBundler = `import fs from "node:fs";
fs.appendFileSync(process.env.ROOT + "/calls.log", "bundle\\n");
fs.mkdirSync("extension/dist", { recursive: true });
`;

/**
 * A folder with our scripts, a project of one source file, and a dotnet, an npm and a bundler that only note how they
 * were called; dotnet's "build" puts the shell script that the test gives in the place of the program seg.
 */
export function checkout(t, { seg = "exit 0", tools = {} } = {}) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "seg-checkout-")));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.cpSync(path.join(root, "server/scripts"), path.join(folder, "server/scripts"), { recursive: true });
  fs.cpSync(path.join(root, "extension/scripts"), path.join(folder, "extension/scripts"), { recursive: true });
  fs.mkdirSync(path.join(folder, "server/Seg.Server"), { recursive: true });
  fs.mkdirSync(path.join(folder, "tests"));
  fs.mkdirSync(path.join(folder, "path"));
  fs.writeFileSync(path.join(folder, "server/Seg.Server/Seg.Server.csproj"), "<Project />");

  fs.writeFileSync(path.join(folder, "extension/scripts/build.mjs"), fakeBundler);
  fs.writeFileSync(
    path.join(folder, "package-lock.json"),
    `{ "packages": { "node_modules/a": { "version": "1.0.0" } } }`,
  );

  const program = (name, text) => fs.writeFileSync(path.join(folder, name), text, { mode: 0o755 });
  program("seg", `#!/bin/sh\n${seg}\n`);
  program("path/dotnet", fakeDotnet);
  program("path/npm", fakeNpm);
  for (const [name, text] of Object.entries(tools)) program(`path/${name}`, `#!/bin/sh\n${text}\n`);

  const options = (env) => ({
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${folder}/path:/usr/bin:/bin`, HOME: folder, ROOT: folder, SEG_CUDA: "0", ...env },
  });
  const script = (name) => path.join(folder, name.includes("/") ? name : `server/scripts/${name}`);
  return {
    folder,
    run: (name, args = [], env = {}) => spawnSync(process.execPath, [script(name), ...args], options(env)),
    start: (name, args = [], env = {}) => spawn(process.execPath, [script(name), ...args], options(env)),
    edit: (name, text) => fs.writeFileSync(path.join(folder, name), text),
    log: (name) => fs.readFileSync(path.join(folder, name), "utf8"),
    /** How dotnet, npm and the bundler were called since the last time this was asked. */
    calls() {
      const log = path.join(folder, "calls.log");
      const calls = fs.existsSync(log) ? fs.readFileSync(log, "utf8").trim().split("\n") : [];
      fs.rmSync(log, { force: true });
      return calls;
    },
  };
}
