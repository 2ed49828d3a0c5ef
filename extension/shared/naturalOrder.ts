/**
 * The order of names in which people count: img2 comes before img10. Runs of digits are compared as numbers, other
 * characters by their codes, and both spellings of an "é" are one; the server sorts in the same way.
 */
export function naturalOrder(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = comparePart(x[i] ?? "", y[i] ?? "");
    if (order !== 0) return order;
  }
  // img1 and img01 are not one name.
  return x.length - y.length || compare(a, b);
}

/** Runs of digits, and the characters between them. */
function partsOf(name: string): readonly string[] {
  // Without the flag "u": code units, as the server compares them.
  return name.normalize("NFC").match(/[0-9]+|[^0-9]/g) ?? [];
}

function comparePart(a: string, b: string): number {
  if (!isNumber(a) || !isNumber(b)) return compare(a.charAt(0), b.charAt(0));
  const [x, y] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return x.length - y.length || compare(x, y);
}

function isNumber(part: string): boolean {
  return part >= "0" && part < ":";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
