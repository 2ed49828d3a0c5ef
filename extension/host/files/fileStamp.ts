import * as fs from "node:fs/promises";

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
