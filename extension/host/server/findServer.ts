import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { SegError } from "./errors";

/** Where the server's program may be named, in the order in which it counts; an empty one does not. */
export interface ServerPlaces {
  /** The environment variable SEG_SERVER. */
  readonly environment: string | undefined;
  /** The setting seg.server.path. */
  readonly setting: string | undefined;
  /** The program that was built where the extension was bundled. */
  readonly built: string;
}

/** The full path of the server's program; a {@link SegError} `server.missing` says which place names a wrong one. */
export function findServer({ environment, setting, built }: ServerPlaces): string {
  if (environment) return checked(environment, "The environment variable SEG_SERVER", "Correct or remove it.");
  if (setting) return checked(setting, 'The setting "seg.server.path"', "Correct or empty it.");
  return checked(built, "Seg's own folder", 'Run "npm run setup" there, or name the program in "seg.server.path".');
}

function checked(file: string, place: string, remedy: string): string {
  const wrong = (what: string) => new SegError("server.missing", `${place} ${what}. ${remedy}`);
  if (!path.isAbsolute(file)) throw wrong(`names "${file}" as the server, which is not a full path`);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw wrong(`names the server ${file}, which does not exist`);
  if (!stat.isFile()) throw wrong(`names the server ${file}, which is not a file`);
  try {
    accessSync(file, constants.X_OK);
  } catch {
    throw wrong(`names the server ${file}, which is not executable`);
  }
  return file;
}
