import { spawn } from "node:child_process";
import { dotnetEnvironment } from "./dotnet.mjs";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";

/** Runs one step of the set-up: a line with its time on stderr, and what the step printed only where it fails. */
export async function stage(name, command, args) {
  process.stderr.write(`${name} … `);
  const started = performance.now();
  try {
    await attempt(command, args);
  } catch (error) {
    process.stderr.write("failed\n");
    throw error;
  }
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

/** Runs a program in the project's folder, silently; a Failure says what it printed where it fails. */
export async function attempt(command, args) {
  const { code, output } = await capture(command, args);
  if (code !== 0) throw new Failure(`${errorsIn(output)}\nThis failed: ${[command, ...args].join(" ")}`);
}

/** Each error of a build once; everything where the output is not a build's. */
function errorsIn(output) {
  const errors = output
    .split("\n")
    .filter((line) => /: error [A-Z]+\d+:/.test(line))
    .map((line) => line.replace(/ \[[^\]]*\]$/, "").replace(root, ""));
  return errors.length > 0 ? [...new Set(errors)].join("\n") : output.trim();
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
