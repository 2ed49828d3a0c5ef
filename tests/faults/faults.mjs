// Makes the calls of a program fail, see faults.c: the library, the environment of the program, and what it is told.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Why a test that needs the library is skipped. */
export const needsCompiler = "Making calls fail needs a C compiler: sudo apt-get install gcc";

/** What becomes of the calls after the one that fails: they work, they fail too, or a write is cut short and the next fails. */
export const kinds = { alone: 0n, lasting: 1n, afterPart: 2n };

const bytes = 512;
const place = { at: 0, error: 8, kind: 16, seen: 24, fired: 32, what: 48 };
let compiled;

/** The library, compiled once for each process; null where there is no C compiler. */
export function faultLibrary() {
  if (compiled === undefined) {
    const library = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "seg-faults-")), "faults.so");
    const source = path.join(import.meta.dirname, "faults.c");
    const args = ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source];
    const { error, status, stderr } = spawnSync("cc", args, { encoding: "utf8" });
    if (error === undefined && status !== 0) throw new Error(stderr);
    compiled = error === undefined ? library : null;
    process.once("exit", () => fs.rmSync(path.dirname(library), { recursive: true }));
  }
  return compiled;
}

/** What a program needs in its environment so that its calls under a folder can be made to fail; control is outside of it. */
export function faultEnvironment(folder, control) {
  return { LD_PRELOAD: faultLibrary(), FAULTS_UNDER: folder, FAULTS_CONTROL: control };
}

/** Says which call of a program fails, and which did. A program may have one of its own, by the file alone. */
export class FaultControl {
  /** @param {string} file Made if it is not there. */
  constructor(file) {
    this.file = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT);
    fs.ftruncateSync(this.file, bytes);
  }

  /** From now on the call of that number, from 1, fails with an errno; 0: a write is cut short. */
  set(at, error, kind = kinds.alone) {
    this.clear();
    const words = Buffer.alloc(place.what - place.error);
    words.writeBigInt64LE(BigInt(error), 0);
    words.writeBigInt64LE(kind, place.kind - place.error);
    fs.writeSync(this.file, words, 0, words.length, place.error);
    this.write(place.at, BigInt(at));
  }

  /** Nothing fails any more. */
  clear() {
    this.write(place.at, 0n);
  }

  /** How many calls there were since it was last set. */
  get seen() {
    return Number(this.read(place.seen, 8).readBigInt64LE());
  }

  /** The first call that failed, such as "fsync /folder/file"; null: none. */
  get fired() {
    if (this.read(place.fired, 8).readBigInt64LE() === 0n) return null;
    const text = this.read(place.what, bytes - place.what);
    return text.subarray(0, text.indexOf(0)).toString();
  }

  close() {
    fs.closeSync(this.file);
  }

  write(at, value) {
    const word = Buffer.alloc(8);
    word.writeBigInt64LE(value);
    fs.writeSync(this.file, word, 0, 8, at);
  }

  read(at, length) {
    const read = Buffer.alloc(length);
    fs.readSync(this.file, read, 0, length, at);
    return read;
  }
}
