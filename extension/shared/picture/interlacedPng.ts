import type { DecodedPng } from "fast-png";
import { unzlibSync } from "fflate";

/** How often and where each of the seven passes has a pixel (PNG specification, third edition, section 8.1). */
const passes = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
] as const;

/** Whether a PNG file is interlaced and has several pixels in a byte: fast-png would take each for a whole byte. */
export function isInterlacedOfFewBits(bytes: Uint8Array): boolean {
  const [depth = 8, interlace = 0] = [bytes[24], bytes[28]];
  return depth < 8 && interlace !== 0;
}

/** Reads such a file as fast-png reads others, with one sample a byte, as it is stored. Throws where it is damaged. */
export function readInterlacedOfFewBits(bytes: Uint8Array): DecodedPng {
  const chunks = chunksOf(bytes);
  const header = chunks.get("IHDR") ?? new Uint8Array();
  const [depth = 0, kind = 0, compression, filter, interlace] = header.subarray(8);
  const isKnown = [1, 2, 4].includes(depth) && [0, 3].includes(kind) && interlace === 1;
  if (header.length !== 13 || !isKnown || compression !== 0 || filter !== 0)
    throw new Error("The file's header is damaged.");
  const view = new DataView(header.buffer);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const data = samples(unzlibSync(chunks.get("IDAT") ?? new Uint8Array()), width, height, depth);
  const colors = chunks.get("PLTE") ?? new Uint8Array();
  const palette = Array.from({ length: colors.length / 3 }, (_, i) => [...colors.subarray(3 * i, 3 * i + 3)]);
  return { width, height, depth: 8, channels: 1, data, text: {}, ...(kind === 3 ? { palette } : {}) };
}

/** The contents of all chunks by their names, joined where there are several of a name, with their checksums compared. */
function chunksOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = new Map<string, Uint8Array[]>();
  for (let at = 8; !parts.has("IEND");) {
    const end = at + 8 + (at + 8 <= bytes.length ? view.getUint32(at) : Infinity);
    if (end + 4 > bytes.length) throw new Error("The file ends too early.");
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (view.getUint32(end) !== checksum(bytes.subarray(at + 4, end)))
      throw new Error(`A checksum of ${name} is wrong.`);
    parts.set(name, [...(parts.get(name) ?? []), bytes.subarray(at + 8, end)]);
    at = end + 4;
  }
  return new Map([...parts].map(([name, contents]) => [name, joined(contents)]));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32 of a chunk's name and content (annex D), bit by bit: such files are small. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function samples(data: Uint8Array, width: number, height: number, depth: number): Uint8Array {
  const values = new Uint8Array(width * height);
  const most = 2 ** depth - 1;
  let at = 0;
  for (const { x: left, y: top, stepX, stepY } of passes) {
    const columns = Math.ceil((width - left) / stepX);
    if (columns <= 0) continue;
    let above = new Uint8Array(Math.ceil((columns * depth) / 8));
    for (let y = top; y < height; y += stepY) {
      const row = data.slice(at + 1, at + 1 + above.length);
      if (row.length < above.length) throw new Error("The pixels end too early.");
      unfilter(row, above, data[at] ?? 0);
      at += 1 + row.length;
      for (let column = 0; column < columns; column++) {
        const bit = column * depth;
        values[y * width + left + column * stepX] = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
      }
      above = row;
    }
  }
  return values;
}

/** Undoes one of the five filters in place (section 9): where pixels are smaller than a byte, left is the byte before. */
function unfilter(row: Uint8Array, above: Uint8Array, filter: number): void {
  if (filter > 4) throw new Error(`There is no filter ${filter}.`);
  for (let i = 0; i < row.length; i++) {
    const [left, up, corner] = [row[i - 1] ?? 0, above[i] ?? 0, above[i - 1] ?? 0];
    const predicted = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0;
    row[i] = (row[i] ?? 0) + predicted;
  }
}

/** Paeth's choice: which of the three is nearest to left + up - corner; of those that are as near, the first. */
function nearest(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}
