import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";

/** Does the work while no other process holds the lock; a process that dies lets go of it. */
export async function locked(file, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const holder = spawn("flock", [file, "sh", "-c", "echo; exec cat"], { stdio: ["pipe", "pipe", "inherit"] });
  const released = once(holder, "exit");
  const notice = setTimeout(() => console.error("Waiting for another set-up of this folder to finish."), 1000);
  await Promise.race([once(holder.stdout, "data"), released]);
  clearTimeout(notice);
  try {
    await work();
  } finally {
    holder.stdin.end();
    await released;
  }
}
