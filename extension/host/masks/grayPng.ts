import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";

const compress = promisify(deflate);
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Writes an 8-bit gray PNG. Our own few lines because node's zlib works beside the extension host's thread,
 * while the libraries in JavaScript stop it for half a second at 4096 x 4096.
 * Unfiltered lines: a mask is runs of one value, which deflate likes best as they are.
 */
export async function encodeGrayPng(width: number, height: number, values: Uint8Array): Promise<Uint8Array> {
  const lines = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) lines.set(values.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits a sample; colour type, compression, filter and interlace are 0
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", await compress(lines)),
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
