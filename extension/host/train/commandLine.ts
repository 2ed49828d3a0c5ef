import type { TrainingOptions } from "../../shared/protocol";

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
