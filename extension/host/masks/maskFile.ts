import * as fs from "node:fs/promises";
import { decode } from "fast-png";
import { clauseOf } from "../../shared/errorText";
import { notLabelled } from "../../shared/label/stroke";
import { writeAtomically } from "../files/atomicFile";
import { encodeGrayPng } from "./grayPng";

export interface MaskValues {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel: the class, or 255 where nothing is labelled. */
  readonly values: Uint8Array;
}

/** A mask that cannot be drawn on as it is. */
export class UnusableMask extends Error {}

/** Reads a mask; null where there is none. */
export async function readMask(file: string): Promise<MaskValues | null> {
  let bytes: Buffer;
  try {
    bytes = await fs.readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw new UnusableMask(`The mask ${file} cannot be read: ${clauseOf(error)}.`);
  }
  return decodeMask(file, bytes);
}

export async function writeMask(file: string, mask: MaskValues): Promise<void> {
  const png = await encodeGrayPng(mask.width, mask.height, mask.values);
  try {
    await writeAtomically(file, png);
  } catch (error) {
    throw new Error(
      `The mask could not be saved: ${clauseOf(error)}. Your strokes are kept here; free some space or correct the rights of the folder, then save again.`,
    );
  }
}

export function decodeMask(file: string, bytes: Uint8Array): MaskValues {
  let png;
  try {
    png = decode(bytes, { checkCrc: true });
  } catch (error) {
    throw new UnusableMask(`The mask ${file} is damaged: ${clauseOf(error)}.`);
  }
  const { width, height, data, depth, channels, palette } = png;
  if (depth !== 8 || channels !== 1 || palette !== undefined || !isBytes(data))
    throw new UnusableMask(
      `The mask ${file} is ${palette ? "a palette" : `a ${channels}-channel ${depth}-bit`} picture; masks are 8-bit gray, one class index a pixel.`,
    );
  return { width, height, values: data };
}

/** The highest class that a mask uses; 255 does not count. */
export function highestClass({ values }: MaskValues): number {
  let highest = 0;
  // By the index: an iterator takes several times as long, half a second at 8192 x 8192.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value > highest && value !== notLabelled) highest = value;
  }
  return highest;
}

function isBytes(data: unknown): data is Uint8Array {
  return data instanceof Uint8Array;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
