import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import { dotnetEnvironment } from "./dotnet.mjs";

/** Runs a built program in place of this process: same terminal, same signals; gives its exit code. */
export function runProgram(program, args, { cwd = process.cwd(), environment = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const atTerminal = hasTerminal();
    const forward = (signal) => {
      // Ctrl+C reaches every process at the terminal: the program ends by itself, and we after it.
      if (signal !== "SIGINT" || !atTerminal) child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM"];
    // Before the program is there: a signal right behind its start would end us alone and leave it running.
    for (const signal of signals) process.on(signal, forward);
    const child = spawn(program, args, { cwd, env: dotnetEnvironment(environment), stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? 128 + os.constants.signals[signal]);
    });
  });
}

function hasTerminal() {
  try {
    fs.closeSync(fs.openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
