import { crc32, deflateSync } from "node:zlib";

export interface Png {
  readonly width: number;
  readonly height?: number;
  readonly depth?: number;
  readonly kind: number;
  /** Packed as the file has them, without a filter. */
  readonly rows: readonly (readonly number[])[];
  readonly before?: readonly Buffer[];
}

/** A PNG file byte by byte, so that what is tested is not what wrote it. */
export function png({ width, depth = 8, kind, rows, height = rows.length, before = [] }: Png): Buffer {
  const lines = rows.flatMap((row) => [0, ...row]);
  return pngOf({ width, height, depth, kind, lines, before, isInterlaced: false });
}

/** The same of lines that begin with their filters. */
export function pngOf(file: {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly kind: number;
  readonly lines: readonly number[];
  readonly before: readonly Buffer[];
  readonly isInterlaced: boolean;
}): Buffer {
  const { width, height, depth, kind, lines, before, isInterlaced } = file;
  const header = [0, 0, 0, width, 0, 0, 0, height, depth, kind, 0, 0, Number(isInterlaced)];
  const pixels = deflateSync(Uint8Array.from(lines));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  // In two parts, as nearly all large files are.
  const parts = [pixels.subarray(0, 9), pixels.subarray(9)].map((part) => chunk("IDAT", [...part]));
  return Buffer.concat([signature, chunk("IHDR", header), ...before, ...parts, chunk("IEND", [])]);
}

export function chunk(type: string, content: readonly number[]): Buffer {
  const named = Buffer.concat([Buffer.from(type), Uint8Array.from(content)]);
  const result = Buffer.alloc(8 + named.length);
  result.writeUInt32BE(content.length, 0);
  named.copy(result, 4);
  result.writeUInt32BE(crc32(named), 4 + named.length);
  return result;
}
