/** Type 3 is a number of 16 bits, type 4 one of 32. */
const tags = {
  width: [256, 4],
  height: [257, 4],
  bitsPerSample: [258, 3],
  compression: [259, 3],
  photometric: [262, 3],
  stripOffset: [273, 4],
  samplesPerPixel: [277, 3],
  rowsPerStrip: [278, 4],
  stripLength: [279, 4],
} as const;

const headerLength = 8;
const entryLength = 12;

/** A 16-bit gray TIFF without compression; the values are spread over the 16 bits. */
export function encodeTiff(width: number, height: number, values: Uint8Array): Uint8Array {
  const count = Object.keys(tags).length;
  const offset = headerLength + 2 + count * entryLength + 4;
  const file = Buffer.alloc(offset + values.length * 2);
  file.write("II*\0", 0, "latin1");
  file.writeUInt32LE(headerLength, 4);
  file.writeUInt16LE(count, headerLength);
  const entries: Record<keyof typeof tags, number> = {
    width,
    height,
    bitsPerSample: 16,
    compression: 1,
    photometric: 1, // 0 is black
    stripOffset: offset,
    samplesPerPixel: 1,
    rowsPerStrip: height,
    stripLength: values.length * 2,
  };
  for (const [i, name] of (Object.keys(tags) as (keyof typeof tags)[]).entries()) {
    const at = headerLength + 2 + i * entryLength;
    file.writeUInt16LE(tags[name][0], at);
    file.writeUInt16LE(tags[name][1], at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(entries[name], at + 8);
  }
  const samples = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) samples[i] = (values[i] ?? 0) * 257;
  file.set(new Uint8Array(samples.buffer), offset);
  return file;
}
