import * as fs from "node:fs/promises";
import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";
import { clauseOf } from "../../shared/errorText";
import { notLabelled } from "../../shared/label/stroke";
import type { Mask } from "../../shared/picture/picture";
import { readPngMask } from "../../shared/picture/png";
import { ReadOnlyFile, type WriteOptions, writeAtomically } from "../files/atomicFile";

const compress = promisify(deflate);
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

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

/** Another program wrote the mask while ours was being made ready. */
export class MaskChanged extends Error {}

export async function writeMask(file: string, mask: Mask, options?: WriteOptions): Promise<void> {
  const png = await encodeMask(mask);
  try {
    await writeAtomically(file, png, options);
  } catch (error) {
    if (error instanceof MaskChanged) throw error;
    if (error instanceof ReadOnlyFile)
      throw new Error(`${error.message} Your strokes are kept here.`, { cause: error });
    throw new Error(
      `The mask could not be saved: ${clauseOf(error)}. Your strokes are kept here; free some space or correct the permissions of the folder, then save again.`,
      { cause: error },
    );
  }
}

/**
 * A mask as an 8-bit gray PNG. Our own few lines because node's zlib works beside the extension host's thread,
 * while the libraries in JavaScript stop it for half a second at 4096 x 4096.
 * Unfiltered rows: a mask is runs of one value, which deflate likes best as they are.
 */
export async function encodeMask({ width, height, values }: Mask): Promise<Uint8Array> {
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(values.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits a sample; colour type, compression, filter and interlace are 0
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", await compress(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const result = Buffer.alloc(12 + content.length);
  result.writeUInt32BE(content.length, 0);
  result.write(type, 4, "latin1");
  result.set(content, 8);
  result.writeUInt32BE(crc32(result.subarray(4, 8 + content.length)), 8 + content.length);
  return result;
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
