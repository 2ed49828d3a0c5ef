const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valueOf = new Map(Array.from(digits, (digit, value) => [digit.charCodeAt(0), value]));

/** Bytes as base64 text. Node's Buffer and the browser's btoa exist on one side only or take no bytes. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    parts.push(
      digits.charAt(group >> 18) +
        digits.charAt((group >> 12) & 63) +
        (left > 1 ? digits.charAt((group >> 6) & 63) : "=") +
        (left > 2 ? digits.charAt(group & 63) : "="),
    );
  }
  return parts.join("");
}

/** The bytes of base64 text; null if the text is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  let group = 0;
  for (let i = 0; i < text.length; i++) {
    const isPadding = i >= text.length - padding;
    const value = isPadding ? 0 : valueOf.get(text.charCodeAt(i));
    if (value === undefined) return null;
    group = (group << 6) | value;
    if (i % 4 !== 3) continue;
    for (const shift of [16, 8, 0]) if (at < bytes.length) bytes[at++] = (group >> shift) & 255;
    group = 0;
  }
  return bytes;
}
