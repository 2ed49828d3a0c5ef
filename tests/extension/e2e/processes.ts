import fs from "node:fs";

export interface RunningProcess {
  readonly pid: number;
  /** Program and arguments. */
  readonly command: readonly string[];
}

/** What a process has started, and what that has started, and so on, as it is now. */
export function descendants(pid: number): RunningProcess[] {
  const children = allProcesses().filter((each) => each.parent === pid);
  return children.flatMap((child) => [{ pid: child.pid, command: commandOf(child.pid) }, ...descendants(child.pid)]);
}

/** All processes with a word that begins so in their commands, whoever has started them. */
export function processesAbout(beginning: string): RunningProcess[] {
  return allProcesses()
    .map(({ pid }) => ({ pid, command: commandOf(pid) }))
    .filter(({ command }) => command.some((word) => word.startsWith(beginning)));
}

/** Ends a process at once, as a crash would; nothing where it has ended already. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function allProcesses(): { pid: number; parent: number }[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
}

function parentOf(pid: string): number {
  // pid (name) state parent …, where the name may hold anything
  return Number(read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[1] ?? 0);
}

function commandOf(pid: number): string[] {
  return read(`/proc/${pid}/cmdline`).split("\0").slice(0, -1);
}

/** Empty for a process that has ended since it was listed. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
