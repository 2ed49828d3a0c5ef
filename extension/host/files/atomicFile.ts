import { randomUUID } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";

/**
 * Replaces a file so that a reader, or a kill at any moment, sees either the old content or the new, never a part:
 * a temporary file in the same folder, flushed to the disk, then renamed. A link stays one; what it points to is replaced.
 */
export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const target = await targetOf(file);
  const temporary = path.join(path.dirname(target), `.seg-${randomUUID()}.tmp`);
  try {
    const handle = await fs.open(temporary, "wx");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

/** Where links lead in the end, even to a file that is not there yet. */
async function targetOf(file: string, links = 40): Promise<string> {
  const next = await fs.readlink(file).catch(() => null);
  if (next === null) return file;
  if (links === 0) throw new Error(`the links from ${file} on lead nowhere`);
  // A relative link starts where its folder really is.
  const folder = await fs.realpath(path.dirname(file));
  return targetOf(path.resolve(folder, next), links - 1);
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
