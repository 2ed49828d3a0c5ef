import { execFile, spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { dotnetEnvironment } from "../../../server/scripts/dotnet.mjs";
import { seg } from "../../../server/scripts/paths.mjs";
import { makeReady } from "../../../server/scripts/ready.mjs";
import { bundle, vsix } from "../bundle.mjs";
import { nodePackages } from "../nodePackages.mjs";
import { installVscode, vscodeServer } from "./installation.mjs";
import { quietSettings } from "./settings.mjs";

/** Serves VS Code with our extension in it, as its sources now are, to browsers on this machine. */
export async function serveVscode({ data, settings = {}, port = 0, environment = process.env, onLog = () => {} }) {
  await makeReady([nodePackages, bundle]);
  await installVscode();
  const token = prepare(data, { ...quietSettings, ...settings });
  const env = ownEnvironment(environment);
  const common = [
    ...[vscodeServer, "--accept-server-license-terms", "--server-data-dir", path.join(data, "server")],
    ...["--user-data-dir", path.join(data, "user"), "--extensions-dir", path.join(data, "extensions")],
  ];
  await promisify(execFile)(process.execPath, [...common, "--install-extension", vsix, "--force"], { env });

  const serving = ["--host", "127.0.0.1", "--port", String(port), "--telemetry-level", "off"];
  // In a file, because everyone on this machine can read the arguments of a program.
  const access = ["--connection-token-file", token.file];
  const child = spawn(process.execPath, [...common, ...serving, ...access], { env, stdio: ["ignore", "pipe", "pipe"] });
  const origin = `http://127.0.0.1:${await portOf(child, onLog)}`;
  return {
    process: child,
    origin,
    address: (folder) => `${origin}/?tkn=${token.text}&folder=${encodeURIComponent(folder)}`,
  };
}

/** Nobody but the user can read the folder; what is there from an earlier time stays. */
function prepare(data, settings) {
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  fs.mkdirSync(path.join(data, "user/User"), { recursive: true });
  const settingsFile = path.join(data, "user/User/settings.json");
  if (!fs.existsSync(settingsFile)) fs.writeFileSync(settingsFile, JSON.stringify(settings, null, 2));
  const file = path.join(data, "token");
  if (!fs.existsSync(file)) fs.writeFileSync(file, crypto.randomUUID(), { mode: 0o600 });
  return { file, text: fs.readFileSync(file, "utf8") };
}

/** Without what npm, a test runner or a VS Code around us set for their own children, and without a gallery. */
function ownEnvironment(environment) {
  const own = Object.entries(dotnetEnvironment(environment)).filter(
    ([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_(OPTIONS|TEST_CONTEXT)$)/.test(name),
  );
  return { SEG_SERVER: seg, ...Object.fromEntries(own), EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "" }) };
}

function portOf(child, onLog) {
  return new Promise((resolve, reject) => {
    let log = "";
    const read = (bytes) => {
      onLog(bytes.toString());
      log = (log + bytes.toString()).slice(-10_000);
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`VS Code's server ended with code ${code}.\n${log}`)));
  });
}
