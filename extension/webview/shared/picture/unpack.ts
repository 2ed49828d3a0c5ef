/** Unpacks a file into an array of just the length that must come out. */
export async function unpack(file: Blob, format: "gzip" | "deflate", bytes: Uint8Array): Promise<void> {
  const reader = file.stream().pipeThrough(new DecompressionStream(format)).getReader();
  let filled = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    if (filled + chunk.value.length > bytes.length) throw new Error("There are more pixels than the size says.");
    bytes.set(chunk.value, filled);
    filled += chunk.value.length;
  }
  if (filled < bytes.length) throw new Error("The pixels end too early.");
}
