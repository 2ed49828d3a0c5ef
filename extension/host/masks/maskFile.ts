import * as fs from "node:fs/promises";
import { clauseOf } from "../../shared/errorText";
import { notLabelled } from "../../shared/label/stroke";
import type { Mask } from "../../shared/picture/picture";
import { readPngMask } from "../../shared/picture/png";
import { writeAtomically } from "../files/atomicFile";
import { encodeGrayPng } from "./grayPng";

/** A mask that cannot be drawn on as it is. */
export class UnusableMask extends Error {}

/** Reads a mask; null where there is none. */
export async function readMask(file: string): Promise<Mask | null> {
  let bytes: Buffer;
  try {
    bytes = await fs.readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw new UnusableMask(`The mask ${file} cannot be read: ${clauseOf(error)}.`);
  }
  return decodeMask(file, bytes);
}

export async function writeMask(file: string, mask: Mask): Promise<void> {
  const png = await encodeGrayPng(mask.width, mask.height, mask.values);
  try {
    await writeAtomically(file, png);
  } catch (error) {
    throw new Error(
      `The mask could not be saved: ${clauseOf(error)}. Your strokes are kept here; free some space or correct the rights of the folder, then save again.`,
    );
  }
}

/** Reads a mask's bytes as the server does: gray or palette of up to 8 bits, whose values are classes. */
export function decodeMask(file: string, bytes: Uint8Array): Mask {
  try {
    return readPngMask(bytes);
  } catch (error) {
    throw new UnusableMask(`The mask ${file} cannot be used: ${clauseOf(error)}.`);
  }
}

/** The highest class that a mask uses; 255 does not count. */
export function highestClass({ values }: Mask): number {
  let highest = 0;
  // By the index: an iterator takes several times as long, half a second at 8192 x 8192.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value > highest && value !== notLabelled) highest = value;
  }
  return highest;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
