import type { Stroke } from "../../shared/label/stroke";

const largestRadius = 32768;
const largestIndex = 2 ** 32 - 1;

/** The stroke as it is written into the journal; its numbers in base64, little-endian as every machine here is. */
export function encodeStroke(stroke: Stroke): object {
  switch (stroke.kind) {
    case "polygon":
    case "brush":
      return { ...stroke, points: bytesOf(stroke.points) };
    case "runs":
    case "values":
      return { ...stroke, runs: bytesOf(stroke.runs) };
    case "flood":
      return { ...stroke };
  }
}

/** The stroke that was encoded. Throws an error that says what is wrong if it is none. */
export function decodeStroke(json: unknown): Stroke {
  if (typeof json !== "object" || json === null) throw new Error("A stroke must be an object.");
  const fields = new Map<string, unknown>(Object.entries(json));
  const kind = fields.get("kind");
  const keepsLabels = fields.get("keepsLabels");
  if (typeof keepsLabels !== "boolean") throw new Error("A stroke's keepsLabels must be true or false.");
  if (kind === "values") return { kind, keepsLabels, runs: valueRunsIn(fields) };
  const painted = { value: whole(fields, "value", 255), keepsLabels };
  switch (kind) {
    case "polygon":
      return { kind, ...painted, points: pointsIn(fields) };
    case "brush":
      return { kind, ...painted, points: pointsIn(fields), radius: radiusIn(fields) };
    case "flood":
      return { kind, ...painted, x: whole(fields, "x", largestIndex), y: whole(fields, "y", largestIndex) };
    case "runs":
      return { kind, ...painted, runs: runsIn(fields) };
    default:
      throw new Error("A stroke's kind must be polygon, brush, flood, runs or values.");
  }
}

type Fields = ReadonlyMap<string, unknown>;

function whole(fields: Fields, name: string, largest: number): number {
  const value = fields.get(name);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > largest)
    throw new Error(`A stroke's ${name} must be a whole number from 0 to ${largest}.`);
  return value;
}

function radiusIn(fields: Fields): number {
  const radius = fields.get("radius");
  if (typeof radius !== "number" || !(radius >= 0.5 && radius <= largestRadius))
    throw new Error(`A brush's radius must be a number from 0.5 to ${largestRadius}.`);
  return radius;
}

function pointsIn(fields: Fields): Float32Array {
  const points = new Float32Array(bufferIn(fields, "points", 2));
  if (!points.every(Number.isFinite)) throw new Error("A stroke's points must be finite numbers.");
  return points;
}

function runsIn(fields: Fields): Uint32Array {
  const runs = new Uint32Array(bufferIn(fields, "runs", 2));
  requireAscending(runs, 2);
  return runs;
}

function valueRunsIn(fields: Fields): Uint32Array {
  const runs = new Uint32Array(bufferIn(fields, "runs", 3));
  requireAscending(runs, 3);
  for (let i = 2; i < runs.length; i += 3)
    if ((runs[i] ?? 0) > 255) throw new Error("A stroke's values must be from 0 to 255.");
  return runs;
}

/** @param step how many numbers there are for each run, beginning with its start and its length */
function requireAscending(runs: Uint32Array, step: number): void {
  let free = 0;
  for (let i = 0; i < runs.length; i += step) {
    const start = runs[i] ?? 0;
    const length = runs[i + 1] ?? 0;
    if (start < free || length === 0) throw new Error("A stroke's runs must ascend without overlap and not be empty.");
    free = start + length;
  }
  if (free > largestIndex) throw new Error("A stroke's runs must end within a mask.");
}

/** Groups of `count` numbers of 32 bits. */
function bufferIn(fields: Fields, name: string, count: 2 | 3): ArrayBuffer {
  const text = fields.get(name);
  const bytes = typeof text === "string" ? bytesIn(text) : null;
  if (bytes === null || bytes.length % (count * 4) !== 0)
    throw new Error(`A stroke's ${name} must be ${count === 2 ? "pairs" : "triples"} of 32-bit numbers in base64.`);
  return bytes.buffer;
}

function bytesOf(numbers: Float32Array | Uint32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64");
}

/** The bytes of base64 text; null if the text is none: node would leave out what it does not know. */
function bytesIn(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? Uint8Array.from(bytes) : null;
}
