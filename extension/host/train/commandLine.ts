import type { TrainingOptions } from "../../shared/protocol";
import { createHash } from "node:crypto";
import * as path from "node:path";
import type * as vscode from "vscode";
import { writeAtomically } from "../files/atomicFile";

/** What a command line trains. */
export interface TrainingCommand {
  /** What starts `seg` in a shell. */
  readonly program: readonly string[];
  /** The full path of the dataset. */
  readonly folder: string;
  readonly name: string | null;
  readonly options: TrainingOptions;
  /** A file of options, for what has no switch of its own: augmentation and normalization; null: their defaults. */
  readonly file: string | null;
}

/** The command that trains with these options in a terminal or a batch queue, as one line for a POSIX shell. */
export function commandLine({ program, folder, name, options, file }: TrainingCommand): string {
  const values: Readonly<Record<string, string | number | null>> = {
    name,
    options: file,
    encoder: options.encoder,
    weights: options.weights ?? "none",
    loss: options.loss,
    "class-weights": options.classWeights,
    epochs: options.epochs,
    "steps-per-epoch": options.stepsPerEpoch,
    batch: options.batch,
    crop: options.crop,
    lr: options.learningRate,
    "encoder-rate": options.encoderRate,
    "frozen-epochs": options.frozenEpochs,
    "weight-decay": options.weightDecay,
    seed: options.seed,
    val: options.validation && (options.validation.join(",") || "none"),
    threads: options.threads,
  };
  const switches = Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [`--${key}`, String(value)],
  );
  const words = [...program, "train", folder, ...switches, ...(options.freezeEncoder ? ["--freeze-encoder"] : [])];
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

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
