import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The folders under server/ and tests/ that hold a C# project. */
export function projects() {
  return ["server", "tests"].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder))
      .map((name) => path.join(root, folder, name))
      .filter((project) => fs.existsSync(path.join(project, `${path.basename(project)}.csproj`))),
  );
}

/** The program that the build makes of a project. */
export function programOf(project, name = path.basename(project)) {
  return path.join(project, "bin/Release/net10.0", name);
}

export const seg = programOf(path.join(root, "server/Seg.Server"), "seg");

/** What the sample data consists of, without what was trained and predicted there. */
export const sampleParts = ["images", "masks", "seg.json", "stack.tif"];
