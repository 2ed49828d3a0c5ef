import { spawn } from "node:child_process";
import { dotnetEnvironment } from "./dotnet.mjs";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";

/** Runs one step of the set-up: a line with its time on stderr, and what the step printed only where it fails. */
export async function stage(name, command, args) {
  process.stderr.write(`${name} … `);
  const started = performance.now();
  const { code, output } = await capture(command, args);
  if (code !== 0) {
    process.stderr.write("failed\n");
    throw new Failure(`${output.trim()}\nThis failed: ${[command, ...args].join(" ")}`);
  }
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

function capture(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: dotnetEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
