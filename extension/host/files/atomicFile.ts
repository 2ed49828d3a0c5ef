import { randomUUID } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";

export interface WriteOptions {
  /** A link, or one of several names of a file, becomes a file of its own; what it was stays as it is elsewhere. */
  readonly isOwn?: boolean;
  /**
   * Asked last, when the new content is on the disk: throws where the file is not to be replaced after all.
   * `stamp` is what {@link fileStamp} will give of the file.
   */
  readonly beforeReplacing?: (stamp: string) => Promise<void>;
}

/** A file that may not be replaced; a sentence says what to do. */
export class ReadOnlyFile extends Error {}

/**
 * Replaces a file so that a reader, a kill or a machine that goes down at any moment leaves either the old content or
 * the new, never a part: a temporary file in the same folder, synced to the disk, then renamed, and the folder synced.
 * A link stays one; what it points to is replaced. Who may read and write the file stays; one that is read-only is
 * refused. Its folder is made, but none above it: those may have been renamed, and another would come to be in their place.
 */
export async function writeAtomically(
  file: string,
  content: Uint8Array | string,
  { isOwn = false, beforeReplacing }: WriteOptions = {},
): Promise<void> {
  await makeFolder(path.dirname(file));
  const target = isOwn ? file : await linkTarget(file);
  const folder = path.dirname(target);
  const mode = await modeOf(target, isOwn);
  const temporary = path.join(folder, `.seg-${randomUUID()}.tmp`);
  try {
    // Private until it has the mode of the file before it.
    const handle = await fs.open(temporary, "wx", mode === null ? 0o666 : 0o600);
    try {
      if (mode !== null) await handle.chmod(mode);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await beforeReplacing?.((await fileStamp(temporary)) ?? "");
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => undefined); // what went wrong first is what counts
    throw error;
  }
  await syncFolder(folder);
}

/** Removes a file, or a link and not what it leads to; done already where there is none. */
export async function removeFile(file: string): Promise<void> {
  if ((await fs.lstat(file).catch(() => null)) === null) return;
  await fs.rm(file, { force: true });
  await syncFolder(path.dirname(file));
}

/** Waits until the names in a folder are on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!syncsNoFolders(error)) throw error;
  } finally {
    await handle.close();
  }
}

/** Of an error: some disks of networks and of virtual machines sync no folders, and have nothing to wait for. */
export function syncsNoFolders(error: unknown): boolean {
  return ["EINVAL", "ENOTSUP"].includes(codeOf(error));
}

/** Where links lead in the end, even to a file that is not there yet. */
export async function linkTarget(file: string, links = 40): Promise<string> {
  const next = await fs.readlink(file).catch(() => null);
  if (next === null) return file;
  if (links === 0) throw new Error(`the links from ${file} on lead nowhere`);
  // A relative link starts where its folder really is.
  const folder = await fs.realpath(path.dirname(file));
  return linkTarget(path.resolve(folder, next), links - 1);
}

/** Changes whenever a file is written or replaced; null where there is none. */
export async function fileStamp(file: string): Promise<string | null> {
  try {
    const { mtimeNs, size, ino } = await fs.stat(file, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return null;
  }
}

/** Renames a file or folder to the first free name of the kind `mask.png.1.bak`, and gives that. */
export async function setAside(file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const target = `${file}.${number}.bak`;
    if ((await fileStamp(target)) !== null) continue;
    await fs.rename(file, target);
    return target;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await fs.mkdir(folder);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    throw error;
  }
  try {
    await syncFolder(path.dirname(folder));
  } catch (error) {
    await fs.rmdir(folder).catch(() => undefined); // whoever finds it there would take it for synced
    throw error;
  }
}

/** The mode that the new file gets; null: as new files have it. */
async function modeOf(target: string, isOwn: boolean): Promise<number | null> {
  const status = await fs.lstat(target).catch(() => null);
  if (status === null || status.isSymbolicLink()) return null;
  const mode = status.mode & 0o777;
  if (isOwn) return mode | 0o200; // read-only for the sake of its other names, as a cache's files are
  const isWritable = (mode & 0o222) !== 0 && (await fs.access(target, fs.constants.W_OK).then(() => true, isAllowed));
  if (!isWritable)
    throw new ReadOnlyFile(
      `${target} is read-only and was not changed. Make it writable first, if it may be changed: chmod u+w.`,
    );
  return mode;
}

/** Whether writing fails for another reason than rights, which whoever writes will be told. */
function isAllowed(error: unknown): boolean {
  return codeOf(error) !== "EACCES";
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
}
