import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { segJsonName } from "../../shared/protocol";

/** How far a search goes. */
export interface SearchLimits {
  /** How many folders deep; 0 is the folder itself alone. */
  readonly depth: number;
  /** How many folders are looked into. */
  readonly folders: number;
}

const limits: SearchLimits = { depth: 4, folders: 2000 };

// What Seg itself writes, and what is large and never holds a user's images.
const left = new Set(["models", "predictions", "node_modules"]);

/**
 * The folders with a `seg.json` in and below a folder, the upper ones first, then by name. Hidden folders and those with
 * results are left out. Links are followed, and a folder that two ways lead to is given once.
 */
export async function findDatasets(top: string, { depth, folders } = limits): Promise<readonly string[]> {
  const found = new Map<string, string>();
  let level = [top];
  let count = 0;
  for (let deep = 0; deep <= depth && level.length > 0; deep++) {
    const searched = level.slice(0, folders - count);
    count += searched.length;
    const contents = await Promise.all(searched.map(readFolder));
    for (const { folder } of contents.filter(({ isDataset }) => isDataset)) {
      const real = await realpath(folder);
      if (!found.has(real)) found.set(real, folder);
    }
    level = contents.flatMap(({ folders }) => folders);
  }
  return [...found.values()];
}

interface Content {
  readonly folder: string;
  readonly isDataset: boolean;
  /** The folders in it that are worth a look. */
  readonly folders: readonly string[];
}

async function readFolder(folder: string): Promise<Content> {
  // A folder that may not be read, or that has just gone, has nothing for us.
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const names = entries.filter((entry) => !entry.name.startsWith(".") && !left.has(entry.name));
  const isFolder = await Promise.all(names.map((entry) => leadsToFolder(folder, entry)));
  return {
    folder,
    isDataset: entries.some((entry) => entry.name === segJsonName && !entry.isDirectory()),
    folders: names
      .filter((_, index) => isFolder[index])
      .map((entry) => path.join(folder, entry.name))
      .sort(),
  };
}

async function leadsToFolder(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = await stat(path.join(folder, entry.name)).catch(() => null);
  return target?.isDirectory() ?? false;
}
