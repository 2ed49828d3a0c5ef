/** Unpacks zlib's format; `length` is what must come out. */
export async function inflate(deflated: Uint8Array, length: number): Promise<Uint8Array> {
  const packed = new Blob([new Uint8Array(deflated)]);
  const stream = packed.stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (bytes.length !== length) throw new Error(`A mask of ${length} pixels came with ${bytes.length} values.`);
  return bytes;
}
