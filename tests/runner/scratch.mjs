import fs from "node:fs";
import path from "node:path";

const memory = "/dev/shm";
const needed = 4 * 2 ** 30; // a run keeps half a gigabyte at a time

/**
 * From here on temporary files of this process and of those that it starts lie in memory, where there is room: tests write
 * gigabytes and sync each file, and would wait for the disk a third of their time. They are removed at this process's end.
 */
export function keepScratchInMemory() {
  if (!hasRoom()) return;
  const scratch = fs.mkdtempSync(path.join(memory, "seg-"));
  process.env.TMPDIR = scratch;
  process.on("exit", () => fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
}

/** A container may give it a few megabytes, or forbid that programs are started from it, which some tests do. */
function hasRoom() {
  try {
    const { bavail, bsize } = fs.statfsSync(memory);
    const mount = fs.readFileSync("/proc/mounts", "utf8").match(/^\S+ \/dev\/shm \S+ (\S+)/m);
    return bavail * bsize >= needed && mount !== null && !mount[1].split(",").includes("noexec");
  } catch {
    return false;
  }
}
