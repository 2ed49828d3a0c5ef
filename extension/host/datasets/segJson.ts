import { readFile } from "node:fs/promises";
import path from "node:path";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import type { LabelClass } from "../../shared/label/messages";
import { leastClasses, mostClasses, segJsonDefaults, segJsonName } from "../../shared/protocol";
import { SegError } from "../server/errors";
import { clauseOf } from "../../shared/errorText";

/** As much of `seg.json` as labelling needs; the server knows the rest, and alone writes it. */
export interface SegJson {
  /** A class's place is its value in the masks. */
  readonly classes: readonly LabelClass[];
  /** The folder of the images, relative to the dataset. */
  readonly images: string;
  /** The folder of the masks, relative to the dataset. */
  readonly masks: string;
  /** Which page of a TIFF is labelled, from 1. */
  readonly page: number;
}

/** Reads the `seg.json` of a folder; a {@link SegError} `dataset.config` says what is wrong with it. */
export async function readSegJson(folder: string): Promise<SegJson> {
  const file = path.join(folder, segJsonName);
  try {
    return parseSegJson(await readFile(file, "utf8"), folder);
  } catch (error) {
    const why = clauseOf(error);
    throw new SegError("dataset.config", `Cannot use ${file}: ${why}. Correct the file.`, { cause: error });
  }
}

/** Checks the text of a `seg.json` that lies in a folder; the error is one clause. */
export function parseSegJson(text: string, folder: string): SegJson {
  const fields = fieldsOf(parsed(text));
  if (fields === null) throw new Error("it is not a JSON object");
  const { version } = segJsonDefaults;
  if (fields.get("version") !== version)
    throw new Error(`"version" is ${JSON.stringify(fields.get("version"))}; this Seg knows version ${version}`);

  const images = folderName(fields, "images", folder);
  const masks = folderName(fields, "masks", folder);
  if (path.resolve(folder, images) === path.resolve(folder, masks))
    throw new Error('"images" and "masks" are the same folder, so that a mask would overwrite its image');
  return {
    classes: classes(fields.get("classes")),
    images,
    masks,
    page: page(fields.get("page") ?? segJsonDefaults.page),
  };
}

function folderName(fields: ReadonlyMap<string, unknown>, name: "images" | "masks", folder: string): string {
  const value = fields.has(name) ? fields.get(name) : segJsonDefaults[name];
  if (typeof value !== "string") throw new Error(`"${name}" is not the name of a folder`);
  const way = path.relative(folder, path.resolve(folder, value));
  // What a folder from the net says must not make us write elsewhere.
  if (way.split(path.sep)[0] === "..") throw new Error(`"${name}" is "${value}", which is outside of the dataset`);
  return way === "" ? "." : way;
}

function classes(value: unknown): readonly LabelClass[] {
  if (!Array.isArray(value)) throw new Error('"classes" is not a list');
  if (value.length < leastClasses || value.length > mostClasses)
    throw new Error(
      `"classes" names ${value.length}; ${leastClasses} to ${mostClasses} are possible, the first being the background`,
    );
  const read = value.map(labelClass);
  const twice = read.find(({ name }, index) => read.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw new Error(`two classes are named "${twice.name}"`);
  return read;
}

function labelClass(value: unknown): LabelClass {
  const fields = fieldsOf(value);
  const name = fields?.get("name");
  const color = fields?.get("color");
  if (typeof name !== "string" || name.trim() === "") throw new Error("a class has an empty name");
  if (typeof color !== "string" || !/^#[0-9a-f]{6}$/i.test(color))
    throw new Error(`the color ${JSON.stringify(color)} of a class is not of the form "#1f77b4"`);
  return { name, color };
}

function page(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1)
    throw new Error('"page" is not a whole number from 1');
  return value;
}

/** Reads JSON as the server does: with comments, trailing commas and a byte order mark. */
function parsed(text: string): unknown {
  const json = text.replace(/^\uFEFF/, "");
  const errors: ParseError[] = [];
  const value = valueOf(json, errors);
  const [first] = errors;
  if (first === undefined) return value;
  const rows = json.slice(0, first.offset).split("\n");
  const place = `row ${rows.length}, column ${(rows.at(-1)?.length ?? 0) + 1}`;
  throw new Error(`it is not JSON (${printParseErrorCode(first.error)} at ${place})`);
}

function valueOf(json: string, errors: ParseError[]): unknown {
  try {
    return parse(json, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new Error("its brackets are nested too deeply", { cause: error });
    throw error;
  }
}

/** The fields of an object by their names in lower case, since the server ignores case; null for anything else. */
function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value).map(([name, content]) => [name.toLowerCase(), content as unknown]));
}
