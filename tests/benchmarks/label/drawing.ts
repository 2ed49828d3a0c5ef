/** Of the squares in whose middles the objects are. */
const pitch = 16;
const objectsInLine = 32;
const objectCount = 1000;

/** Waves with noise, 8 bits: not what a compressor or a cache would make little of. Around the middle all sizes are alike. */
export function drawTexture(side: number): Uint8Array {
  const values = new Uint8Array(side * side);
  const wave = Float64Array.from({ length: side }, (_, i) => 55 * Math.sin((i - side / 2) / 23));
  for (let y = 0, to = 0; y < side; y++) {
    const across = wave[y] ?? 0;
    const line = Math.imul(y - side / 2, 0x9e3779b1);
    for (let x = 0; x < side; x++) {
      let noise = Math.imul(line ^ (x - side / 2), 0x85ebca6b);
      noise = Math.imul(noise ^ (noise >>> 13), 0xc2b2ae35);
      values[to++] = 112 + across + (wave[x] ?? 0) + (noise >>> 27);
    }
  }
  return values;
}

/** A mask with a thousand discs of two classes, all in the middle, so that a stroke there meets as many of them in every size. */
export function drawObjects(side: number): Uint8Array {
  const values = new Uint8Array(side * side);
  const corner = (side - objectsInLine * pitch) / 2;
  for (let i = 0; i < objectCount; i++) {
    const left = corner + (i % objectsInLine) * pitch;
    const top = corner + Math.floor(i / objectsInLine) * pitch;
    const radius = 5 + (i % 3);
    for (let y = 0; y < pitch; y++) {
      for (let x = 0; x < pitch; x++) {
        if (Math.hypot(x + 0.5 - pitch / 2, y + 0.5 - pitch / 2) > radius) continue;
        values[(top + y) * side + left + x] = 1 + (i % 2);
      }
    }
  }
  return values;
}
