import { createHash } from "node:crypto";
import * as path from "node:path";
import type * as vscode from "vscode";
import type { TrainingOptions } from "../../shared/protocol";
import { writeAtomically } from "../files/atomicFile";

/**
 * Writes options to a file of ours, for a command line that names it; null where switches can say all of them, since
 * what has no switch is as in the defaults.
 */
export async function keepOptions(
  { globalStorageUri }: vscode.ExtensionContext,
  options: TrainingOptions,
  defaults: TrainingOptions | null,
): Promise<string | null> {
  if (defaults !== null && withoutSwitch(options) === withoutSwitch(defaults)) return null;
  const text = JSON.stringify(options, null, 2);
  const name = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const file = path.join(globalStorageUri.fsPath, "options", `${name}.json`);
  await writeAtomically(file, text);
  return file;
}

function withoutSwitch({ augmentation, normalization }: TrainingOptions): string {
  const sorted = (fields: object) => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(augmentation), sorted(normalization)]);
}
