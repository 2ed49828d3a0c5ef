import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/** A process by its number and the moment of its start, as numbers are given again. */
export interface Owner {
  readonly pid: number;
  readonly start: string;
}

export interface Rename {
  readonly from: string;
  readonly to: string;
  /** It may fail still when it is heard of. */
  readonly isDone: () => boolean;
}

/**
 * The folders of the journals of a window, one for each image. Windows with a workspace have a storage of their own;
 * those without share one, so there a folder is named by its extension host too, and nobody takes it while that lives.
 */
export class JournalPlaces {
  /** The latest first. */
  private readonly renames: Rename[] = [];

  constructor(
    private readonly storage: string,
    /** Null where the storage is this window's alone. */
    private readonly owner: Owner | null,
    private readonly isAlive: (owner: Owner) => boolean = isRunning,
  ) {}

  /** A file or folder is about to get another address; the journals of images in it follow. */
  rename(rename: Rename): void {
    this.renames.unshift(rename);
  }

  /** The folder of an image's journal, there or not. */
  folderOf(address: string): string {
    const { owner } = this;
    return path.join(this.storage, owner ? `${nameOf(address)}-${owner.pid}-${owner.start}` : nameOf(address));
  }

  /**
   * The same, when the image is opened: with what is left of an extension host that has ended, or of the image's path
   * before a renaming.
   * @param backup the folder that VS Code has noted as this window's backup of the image
   */
  claim(address: string, backup?: string): string {
    const folder = this.folderOf(address);
    if (fs.existsSync(folder)) return folder;
    const own = backup !== undefined && path.dirname(backup) === this.storage ? [backup] : [];
    for (const each of [...own, ...this.before(address), ...this.abandoned(address)]) if (moved(each, folder)) break;
    return folder;
  }

  /** The folders of an image's former addresses, the latest first. */
  private before(address: string): readonly string[] {
    const folders: string[] = [];
    for (const { from, to, isDone } of this.renames)
      if (isDone() && (address === to || address.startsWith(`${to}/`))) {
        address = from + address.slice(to.length);
        folders.push(this.folderOf(address));
      }
    return folders;
  }

  private abandoned(address: string): readonly string[] {
    if (this.owner === null) return [];
    const name = nameOf(address);
    const names = fs.existsSync(this.storage) ? fs.readdirSync(this.storage) : [];
    const isFree = (each: string) => {
      const [, pid, start] = /^[0-9a-f]+-(\d+)-(\d+)$/.exec(each) ?? [];
      if (pid === undefined || start === undefined) return each === name; // of a version that knew no owners
      return each.startsWith(`${name}-`) && !this.isAlive({ pid: Number(pid), start });
    };
    return names.filter(isFree).map((each) => path.join(this.storage, each));
  }
}

/** This process. */
export function self(): Owner {
  return { pid: process.pid, start: startOf(process.pid) ?? "0" };
}

function nameOf(address: string): string {
  return createHash("sha256").update(address).digest("hex").slice(0, 32);
}

/** False where somebody else was quicker, or there is nothing. */
function moved(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function isRunning({ pid, start }: Owner): boolean {
  const found = startOf(pid);
  if (found !== null) return found === start;
  if (fs.existsSync("/proc/self/stat")) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process began, in ticks since the machine did; null where there is none, or the system does not say. */
function startOf(pid: number): string | null {
  try {
    const status = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold anything; the 20th after it is the start.
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
